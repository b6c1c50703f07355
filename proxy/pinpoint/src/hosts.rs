//! Where Pinpoint's files are, as far as is known, whichever way their addresses come. They are taken from nowhere else, unless
//! the operator says so.

/// Where addresses of files begin; `*.` is everything below a name.
pub const FILE_HOSTS: [&str; 2] = ["pinpointhq.com", "*.pinpointhq.com"];

/// Where those lead; no address is known to begin there.
pub const STORAGE_HOSTS: [&str; 1] = ["pinpoint-production.s3.eu-west-2.amazonaws.com"];
