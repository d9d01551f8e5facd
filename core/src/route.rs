//! The pages and their paths. No other file has a path of a page.

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The form.
    SetStatus,
    /// Earlier statuses.
    History,
    /// The account, presets and preferences.
    Settings,
}

impl Route {
    /// All pages, in the order of the navigation.
    pub const ALL: [Self; 3] = [Self::SetStatus, Self::History, Self::Settings];

    /// The path below the path of the site.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::SetStatus => "/",
            Self::History => "/history",
            Self::Settings => "/settings",
        }
    }

    /// The id of the page's link in the navigation, here and in `index.html`.
    #[must_use]
    pub const fn link_id(self) -> &'static str {
        match self {
            Self::SetStatus => "nav-set-status",
            Self::History => "nav-history",
            Self::Settings => "nav-settings",
        }
    }

    /// The page at a path. Hosts serve the first page as `index.html`, too.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let trimmed = path.trim_end_matches("index.html").trim_end_matches('/');
        Self::ALL.into_iter().find(|route| route.path().trim_end_matches('/') == trimmed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_found_at_its_own_path() {
        for route in Route::ALL {
            assert_eq!(Route::at(route.path()), Some(route));
        }
        assert_eq!(Route::at("/settings/"), Some(Route::Settings));
        assert_eq!(Route::at("/index.html"), Some(Route::SetStatus));
        assert_eq!(Route::at("/nowhere"), None);
        assert_eq!(Route::at("/settings/more"), None);
    }
}
