/// A forum as it stands above its pages.
#[derive(Clone, Debug)]
pub struct ForumHead {
    /// The part of the address that names it.
    pub slug: String,
    /// Its name in the page's language.
    pub name: String,
    /// Which of its pages this is; without one the menu is left away, as in a form.
    pub current: Option<ForumItem>,
    /// Where the reader's own registration is, when that is known.
    pub mine: Option<String>,
    /// What everyone must read, on every page.
    pub notice: Option<String>,
    /// The notice that some values are illustrative.
    pub sample: Option<String>,
    /// The zone of every time on the page, in words.
    pub zone_note: String,
    /// Whether being seen here can hurt someone.
    pub sensitive: bool,
}

impl ForumHead {
    /// A forum, with none of its pages as the current one.
    #[must_use]
    pub fn new(
        slug: impl Into<String>,
        name: impl Into<String>,
        zone_note: impl Into<String>,
    ) -> Self {
        Self {
            slug: slug.into(),
            name: name.into(),
            current: None,
            mine: None,
            notice: None,
            sample: None,
            zone_note: zone_note.into(),
            sensitive: false,
        }
    }

    /// With its menu, in which this page is the current one.
    #[must_use]
    pub fn at(mut self, item: ForumItem) -> Self {
        self.current = Some(item);
        self
    }

    /// With the way to the reader's own registration in the menu.
    #[must_use]
    pub fn mine(mut self, path: Option<String>) -> Self {
        self.mine = path;
        self
    }

    /// With what everyone must read.
    #[must_use]
    pub fn notice(mut self, notice: Option<String>) -> Self {
        self.notice = notice;
        self
    }

    /// With the notice that some values are illustrative.
    #[must_use]
    pub fn sample(mut self, notice: Option<String>) -> Self {
        self.sample = notice;
        self
    }

    /// With a way out on every page.
    #[must_use]
    pub fn sensitive(mut self, sensitive: bool) -> Self {
        self.sensitive = sensitive;
        self
    }

    /// The menu: page and address.
    #[must_use]
    pub fn menu(&self) -> Vec<(ForumItem, String)> {
        let own = ForumItem::PUBLIC.map(|item| (item, format!("/{}{}", self.slug, item.path())));
        let mine = self.mine.clone().map(|path| (ForumItem::Mine, path));
        own.into_iter().chain(mine).collect()
    }

    /// True for the page this is.
    #[must_use]
    pub fn is_at(&self, item: &ForumItem) -> bool {
        self.current == Some(*item)
    }
}

/// A page in a forum's menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForumItem {
    /// What, when, where.
    Overview,
    /// Sessions by time.
    Programme,
    /// Who speaks.
    Speakers,
    /// How to get there.
    Venue,
    /// The reader's own registration.
    Mine,
}

impl ForumItem {
    /// The pages anyone may open.
    const PUBLIC: [Self; 4] = [Self::Overview, Self::Programme, Self::Speakers, Self::Venue];

    const fn path(self) -> &'static str {
        match self {
            Self::Programme => "/programme",
            Self::Speakers => "/speakers",
            Self::Venue => "/venue",
            Self::Overview | Self::Mine => "",
        }
    }

    /// The key of its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Overview => "web-nav-overview",
            Self::Programme => "web-nav-programme",
            Self::Speakers => "web-nav-speakers",
            Self::Venue => "web-nav-venue",
            Self::Mine => "web-nav-mine",
        }
    }
}

/// The desk as it stands beside its pages.
#[derive(Clone, Debug)]
pub struct DeskHead {
    /// Who is signed in.
    pub person: String,
    /// Whether they run the installation.
    pub admin: bool,
    /// The forum at hand.
    pub forum: Option<DeskForum>,
    /// The menu.
    pub items: Vec<DeskItem>,
}

/// The forum at hand, as the desk names it.
#[derive(Clone, Debug)]
pub struct DeskForum {
    /// The part of the address that names it.
    pub slug: String,
    /// Its name in the page's language.
    pub name: String,
    /// Its days, and how far off they are.
    pub when: String,
}

/// A line of the desk's menu.
#[derive(Clone, Debug)]
pub struct DeskItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub words: String,
    /// How many wait there.
    pub count: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

impl DeskHead {
    /// The desk of a person, with an empty menu.
    #[must_use]
    pub fn new(person: impl Into<String>, admin: bool) -> Self {
        Self { person: person.into(), admin, forum: None, items: Vec::new() }
    }

    /// With a forum at hand.
    #[must_use]
    pub fn forum(
        mut self,
        slug: impl Into<String>,
        name: impl Into<String>,
        when: impl Into<String>,
    ) -> Self {
        self.forum = Some(DeskForum { slug: slug.into(), name: name.into(), when: when.into() });
        self
    }

    /// With one more line in the menu.
    #[must_use]
    pub fn item(mut self, item: DeskItem) -> Self {
        self.items.push(item);
        self
    }
}

impl DeskItem {
    /// A line of the menu.
    #[must_use]
    pub fn new(href: impl Into<String>, words: impl Into<String>) -> Self {
        Self { href: href.into(), words: words.into(), count: None, current: false }
    }

    /// With how many wait there.
    #[must_use]
    pub fn count(mut self, count: impl ToString) -> Self {
        self.count = Some(count.to_string());
        self
    }

    /// As this page, or not.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}
