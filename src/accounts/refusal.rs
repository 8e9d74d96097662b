use crate::types::Refusal;

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// The address and the password do not belong together; which of the two is wrong is not told.
    BadCredentials,
    /// The one-time link was used, is too old, or never was one.
    LinkSpent,
    /// Too many are signing in this moment.
    Busy,
}

impl SignInRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::BadCredentials, Self::LinkSpent, Self::Busy];
}

impl Refusal for SignInRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::BadCredentials => "accounts.bad_credentials",
            Self::LinkSpent => "accounts.link_spent",
            Self::Busy => "accounts.busy",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::BadCredentials => 422,
            Self::LinkSpent => 410,
            Self::Busy => 503,
        }
    }
}

/// Why a password was not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// The current password is needed and was not given, or is another.
    WrongCurrent,
    /// Who asks holds no live session of their own: a program with a token, for example.
    NoSession,
    /// Too many are signing in this moment.
    Busy,
}

impl PasswordRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::WrongCurrent, Self::NoSession, Self::Busy];
}

impl Refusal for PasswordRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongCurrent => "accounts.wrong_current",
            Self::NoSession => "accounts.no_session",
            Self::Busy => "accounts.busy",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::WrongCurrent => 422,
            Self::NoSession => 403,
            Self::Busy => 503,
        }
    }
}

/// Why no API token was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenRefusal {
    /// An admin's token is for the installation, every other for one forum.
    Reach,
    /// It is to live for no day, or for more than a year.
    Days,
    /// It has no name to be known by, or too long a one.
    Label,
    /// The program of this name was shut out.
    Disabled,
}

impl TokenRefusal {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Reach, Self::Days, Self::Label, Self::Disabled];
}

impl Refusal for TokenRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Reach => "accounts.token_reach",
            Self::Days => "accounts.token_days",
            Self::Label => "accounts.token_label",
            Self::Disabled => "accounts.token_disabled",
        }
    }

    fn status(&self) -> u16 {
        422
    }
}

/// Why a second factor was not set up or not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactorRefusal {
    /// It is no code of now, or one that was used already.
    WrongCode,
    /// The session ended meanwhile.
    NoSession,
    /// One is set up already.
    SetAlready,
}

impl FactorRefusal {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::WrongCode, Self::NoSession, Self::SetAlready];
}

impl Refusal for FactorRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongCode => "accounts.wrong_code",
            Self::NoSession => "accounts.session_over",
            Self::SetAlready => "accounts.factor_set_already",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::WrongCode => 422,
            Self::NoSession => 403,
            Self::SetAlready => 409,
        }
    }
}

/// Why a role was not given or taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffRefusal {
    /// Admin is for the installation, every other role for one forum.
    Reach,
    /// They hold the role already.
    HeldAlready,
    /// A forum that has an owner keeps one.
    LastOwner,
    /// Somebody runs the installation.
    LastAdmin,
    /// They have come in already: there is nothing to invite them to.
    CameIn,
    /// Their account was shut, which only the operator undoes.
    Disabled,
    /// The address was sent an invitation a moment ago, or several today.
    InvitedLately,
}

impl StaffRefusal {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Reach,
        Self::HeldAlready,
        Self::LastOwner,
        Self::LastAdmin,
        Self::CameIn,
        Self::Disabled,
        Self::InvitedLately,
    ];
}

impl Refusal for StaffRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Reach => "accounts.role_reach",
            Self::HeldAlready => "accounts.role_held",
            Self::LastOwner => "accounts.last_owner",
            Self::LastAdmin => "accounts.last_admin",
            Self::CameIn => "accounts.came_in",
            Self::Disabled => "accounts.disabled",
            Self::InvitedLately => "accounts.invited_lately",
        }
    }

    fn status(&self) -> u16 {
        match self {
            Self::Reach => 422,
            Self::HeldAlready
            | Self::LastOwner
            | Self::LastAdmin
            | Self::CameIn
            | Self::Disabled => 409,
            Self::InvitedLately => 429,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::i18n;
    use crate::types::Lang;

    use super::*;

    #[test]
    fn every_reason_has_its_sentence_in_every_language() {
        let mut codes: Vec<&str> = SignInRefusal::ALL.iter().map(Refusal::code).collect();
        codes.extend(PasswordRefusal::ALL.iter().map(Refusal::code));
        codes.extend(TokenRefusal::ALL.iter().map(Refusal::code));
        codes.extend(FactorRefusal::ALL.iter().map(Refusal::code));
        codes.extend(StaffRefusal::ALL.iter().map(Refusal::code));
        codes.extend([
            "accounts.password_short",
            "accounts.password_long",
            "accounts.password_plain",
            "accounts.password_common",
            "accounts.password_personal",
            "accounts.password_guessable",
            "accounts.password_differs",
        ]);
        for lang in Lang::ALL {
            let keys = i18n::keys(lang);
            for code in &codes {
                let key = code.replace(['.', '_'], "-");
                assert!(keys.contains(&key), "{key} in {}", lang.code());
            }
        }
    }
}
