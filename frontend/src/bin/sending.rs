//! Entry point of the annex for the work with hires: the form, comparisons, batches, the log.

frontend::annex!(frontend::annexes::SENDING);
