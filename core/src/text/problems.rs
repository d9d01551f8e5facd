//! What is wrong with a field. Each sentence says what to do.

pub use super::messages::problems::*;
use crate::clock::Edge;

pub fn moment_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_missing(),
        Edge::End => end_missing(),
    }
}

pub fn date_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_date_missing(),
        Edge::End => end_date_missing(),
    }
}

pub fn time_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_time_missing(),
        Edge::End => end_time_missing(),
    }
}

pub fn date_unfinished(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_date_unfinished(),
        Edge::End => end_date_unfinished(),
    }
}

pub fn time_unfinished(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_time_unfinished(),
        Edge::End => end_time_unfinished(),
    }
}

pub fn year_out_of_range(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => start_year_out_of_range(),
        Edge::End => end_year_out_of_range(),
    }
}
