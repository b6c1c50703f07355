//! Entry point of the annex for what only admins open.

frontend::annex!(frontend::annexes::SETTINGS);
