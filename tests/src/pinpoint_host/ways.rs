//! How this host does what Pinpoint's documents leave open.

/// One choice for each open point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Where configuration is sent.
    pub configured: Configured,
    /// How endpoints are joined to the registered address.
    pub join: JoinRule,
    /// What becomes of a variable that is not known.
    pub unknown_variables: UnknownVariables,
    /// What becomes of values that are not told when the form is asked for anew.
    pub unflagged: Unflagged,
    /// Which counts when a form that was asked for anew has a field with a mapping.
    pub mapped: Mapped,
    /// How empty fields are submitted.
    pub blanks: Blanks,
    /// How dates are.
    pub dates: Dates,
    /// How several values of one field are.
    pub several: Several,
    /// How what is chosen from a dropdown is.
    pub chosen: Chosen,
    /// How files are.
    pub files: FileShape,
    /// Whether dropdowns of a Stage Action hand over the text instead of the value.
    pub submits_labels: bool,
    /// Whether read-only fields are submitted.
    pub submits_read_only: bool,
    /// Whether there is more in a call than is documented.
    pub extra_keys: bool,
    /// Whether a submit has what the sibling actions have.
    pub generated_uuid: bool,
}

impl Default for Ways {
    fn default() -> Self {
        Self {
            configured: Configured::Header,
            join: JoinRule::Origin,
            unknown_variables: UnknownVariables::Empty,
            unflagged: Unflagged::Lost,
            mapped: Mapped::Once,
            blanks: Blanks::Empty,
            dates: Dates::Date,
            several: Several::Array,
            chosen: Chosen::Text,
            files: FileShape::UrlObject,
            submits_labels: false,
            submits_read_only: true,
            extra_keys: false,
            generated_uuid: false,
        }
    }
}

/// Where a value with a header of its own is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Configured {
    /// In its header.
    Header,
    /// In the body, as if it had none.
    Body,
    /// In both.
    Both,
}

/// How an endpoint becomes an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinRule {
    /// Below the origin of the registered address.
    Origin,
    /// Behind the registered address.
    Append,
    /// As it is: it must be an address.
    AsItIs,
}

/// A variable that is not known, or has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownVariables {
    /// Becomes nothing.
    Empty,
    /// Stays as it was written.
    Literal,
}

/// What was typed into fields without `includeValueInRefetch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unflagged {
    /// Stays.
    Kept,
    /// Goes.
    Lost,
}

/// What is in a field with a mapping when the form was asked for anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapped {
    /// What the plugin says: mappings fill in a form once, when it is opened.
    Once,
    /// What the mapping says, where the plugin says nothing.
    WhereNothingIsSaid,
    /// What the mapping says, whatever the plugin says and whatever somebody entered.
    Always,
}

/// An empty field in a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// Is not there.
    Absent,
    /// Is null.
    Null,
    /// Is an empty text.
    Empty,
}

/// A date in a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// `2027-03-01`.
    Date,
    /// `2027-03-01T00:00:00.000Z`.
    DateTime,
}

/// What was chosen in a field that takes several, in a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// A list.
    Array,
    /// A text with commas.
    Text,
}

/// What was chosen from a dropdown, in a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The value of the option.
    Text,
    /// A list of it.
    ListOfOne,
}

/// A file in a submit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileShape {
    /// `{"url", "filename"}`.
    UrlObject,
    /// `{"data", "contentType", "name"}`.
    DataObject,
    /// `data:…`.
    DataUri,
    /// The address.
    UrlText,
    /// A list of one of them.
    List,
    /// Something that nobody can expect.
    Odd,
}
