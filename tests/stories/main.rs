//! Stories: what a recruiter does and sees, from the list of candidates to the receipt, in a real
//! browser on the built application. What became of it is asked of the sandbox.

mod accessibility;
mod failures;
mod first_hire;
mod keyboard;
mod secrecy;
mod typing;
