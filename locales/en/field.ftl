## What is wrong with one field, and how to mend it
field-required = Please fill this in
field-too-long = Use at most { $max } characters; there are { $found } now
field-email = Enter an e-mail address like name@example.org
field-link-in-name = A name cannot hold a web address or the signs < and >
field-no-letters = There must be at least one letter or digit
field-resident-number = This looks like a resident registration number. We do not take those; please remove it
field-slug = Use 2 to 48 lower-case letters, digits and inner hyphens
field-slug-reserved = “{ $slug }” is an address of Madang's own. Please choose another
field-reference = Enter the reference like K7M4-QX9D
field-choice = Choose one of the options
field-number = Use digits only
field-language = Choose Korean (ko) or English (en)
field-latin = Write this name in Latin letters
field-too-many = Choose at most { $max }
field-unknown-answer = This forum does not ask for this. Please remove it
field-unknown-invitation = This forum uses no invitation codes. Leave it empty and send again
