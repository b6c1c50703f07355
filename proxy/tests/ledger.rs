//! What the ledger promises, held against both real databases: every test of this suite runs on a
//! SQLite file and on a PostgreSQL server.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "ledger/accepting.rs"]
mod accepting;
#[path = "ledger/advancing.rs"]
mod advancing;
#[path = "ledger/audit.rs"]
mod audit;
#[path = "ledger/batches.rs"]
mod batches;
#[path = "ledger/connections.rs"]
mod connections;
#[path = "ledger/embedding.rs"]
mod embedding;
#[path = "ledger/files.rs"]
mod files;
#[path = "ledger/leases.rs"]
mod leases;
#[path = "ledger/log.rs"]
mod log;
#[path = "ledger/older.rs"]
mod older;
#[path = "ledger/openid.rs"]
mod openid;
#[path = "ledger/outage.rs"]
mod outage;
#[path = "ledger/people.rs"]
mod people;
#[path = "ledger/pinpoint.rs"]
mod pinpoint;
#[path = "ledger/place.rs"]
mod place;
#[path = "ledger/retention.rs"]
mod retention;
#[path = "ledger/set_back.rs"]
mod set_back;
#[path = "ledger/setups.rs"]
mod setups;
#[path = "ledger/steps.rs"]
mod steps;
#[path = "ledger/upstream.rs"]
mod upstream;
#[path = "ledger/walls.rs"]
mod walls;

/// Each function once on SQLite and once on PostgreSQL.
macro_rules! on_both {
    ($($test:path as $name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $name() {
                $test(crate::place::Place::sqlite()).await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $name() {
                $test(crate::place::Place::postgres()).await;
            })+
        }
    };
}

on_both! {
    crate::accepting::sixty_four_at_once as sixty_four_parallel_sends_of_one_candidate_become_one,
    crate::accepting::sixty_four_with_one_key as sixty_four_equal_requests_get_one_answer,
    crate::accepting::answers_after_reopening as an_answer_is_repeated_byte_for_byte_after_a_restart,
    crate::accepting::what_forbids_another as a_candidate_is_created_once_and_changed_one_at_a_time,
    crate::accepting::odd_characters as texts_with_odd_characters_are_kept_and_found,
    crate::advancing::employees_are_unique as one_employee_cannot_belong_to_two_sends_that_create,
    crate::advancing::everything_is_kept as a_change_is_kept_in_every_part_and_what_it_does_not_name_stays,
    crate::advancing::standing_hires as the_hire_that_stands_is_the_one_that_made_somebody_whatever_came_later,
    crate::advancing::search_clock as the_search_clock_starts_once_and_again_after_a_person_asks,
    crate::advancing::an_old_send_cannot_come_back as a_send_that_ended_cannot_run_again_beside_a_newer_one,
    crate::advancing::history as the_history_of_a_candidate_has_every_state_once_and_the_newest_first,
    crate::advancing::changes_are_told as whoever_listens_hears_of_every_change,
    crate::leases::claimed_once as two_workers_never_hold_one_send,
    crate::leases::fencing as a_worker_that_lost_its_send_can_write_nothing_more,
    crate::leases::person_takes_away as a_person_and_a_late_answer_take_a_send_from_its_worker,
    crate::leases::expiry as a_silent_workers_sends_are_taken_up_by_another,
    crate::leases::renewal as a_renewed_lease_lasts_anew_for_its_holder_alone,
    crate::leases::due_later as what_is_due_later_is_not_given_sooner,
    crate::leases::oldest_first as the_oldest_send_is_given_first_and_no_more_than_asked,
    crate::steps::transitions as a_step_has_a_durable_state_of_its_own,
    crate::steps::only_while_created as steps_change_only_while_the_send_is_created_and_held,
    crate::steps::failed_are_reset as failed_steps_are_tried_again_or_skipped_with_the_decision,
    crate::openid::attempts as a_way_to_a_provider_and_back_works_once_in_its_time_and_for_its_browser,
    crate::openid::welcome as a_user_of_a_provider_is_known_by_issuer_and_subject_and_never_by_address,
    crate::upstream::holding as a_bamboohr_that_asked_for_a_pause_gets_one_and_it_is_never_shortened,
    crate::upstream::opening as after_three_failures_nothing_is_given_until_it_answers,
    crate::upstream::stopping as a_stop_lasts_until_a_person_restarts,
    crate::upstream::probing as one_caller_probes_per_interval_over_all_proxies,
    crate::batches::accepted_together as a_batch_accepts_whom_it_can_and_says_why_not_the_others,
    crate::batches::repeated as a_batch_is_begun_once_for_its_key,
    crate::batches::crossing as batches_that_share_candidates_end_and_send_each_once,
    crate::batches::pausing as a_paused_batch_holds_back_only_what_has_not_begun,
    crate::connections::versions as a_connection_changes_only_as_it_was_seen_and_no_version_comes_twice,
    crate::connections::at_once as of_two_who_connect_at_the_same_moment_one_is_told_that_it_changed,
    crate::connections::apart as two_accounts_keys_never_mix,
    crate::connections::another_company as what_was_known_of_another_company_is_forgotten_with_it,
    crate::connections::numbered_alike as employees_of_two_companies_may_have_the_same_number,
    crate::connections::served as a_worker_gets_sends_of_the_accounts_it_serves_and_no_others,
    crate::connections::rotation as every_secret_gets_the_newest_seal_once_and_what_cannot_be_opened_stays,
    crate::connections::working as that_a_key_works_is_written_down_once_in_a_while_and_for_its_version_only,
    crate::log::order_and_pages as the_log_shows_who_needs_a_person_first_then_the_newest_page_by_page,
    crate::log::filters as the_log_is_filtered_by_outcome_user_words_and_days,
    crate::log::weeks as every_week_is_counted_even_an_empty_one,
    crate::files::kept as files_are_kept_replaced_and_listed,
    crate::files::kept_once as a_file_that_may_have_come_in_another_way_is_kept_once,
    crate::setups::versions as a_set_up_has_versions_and_is_not_changed_from_one_that_is_out_of_date,
    crate::setups::at_once as of_many_who_change_a_set_up_at_once_one_does,
    crate::setups::remembering as a_choice_is_remembered_for_the_same_words_until_it_is_forgotten,
    crate::setups::drafting as a_draft_is_kept_and_never_overwritten_unseen,
    crate::setups::checking_up as one_proxy_looks_in_each_interval_and_a_report_is_of_one_connection,
    crate::setups::proving as sends_prove_what_the_key_may_do,
    crate::embedding::keys as a_server_key_works_until_it_is_replaced_and_its_time_is_over,
    crate::embedding::frames as a_ticket_works_once_on_its_page_and_ends_with_it,
    crate::embedding::servers as what_a_server_asks_with_is_on_no_page_and_ends_with_its_key,
    crate::embedding::of_many_one_gets_in as of_many_who_use_a_ticket_at_once_one_gets_in,
    crate::embedding::brought as a_candidate_is_brought_with_files_and_moves,
    crate::people::users as an_address_is_one_user_and_an_account_keeps_an_admin,
    crate::people::last_admins_at_once as two_admins_who_remove_each_other_at_once_leave_one,
    crate::people::sessions::sessions as a_session_is_its_users_until_it_is_ended_in_any_way,
    crate::people::sessions::session_limits as a_session_ends_when_it_rests_or_grows_old,
    crate::people::links::invitations as a_link_works_once_and_only_in_its_time,
    crate::people::links::one_link_at_once as of_many_who_use_a_link_at_once_one_gets_in,
    crate::people::links::what_ends_links as a_link_ends_with_the_passphrase_and_with_who_made_it,
    crate::people::seen_roles as a_role_is_changed_as_it_was_seen_and_no_name_is_given_twice,
    crate::people::sessions::tries as nobody_tries_more_often_than_allowed_over_all_proxies,
    crate::people::sight::sight as a_recruiter_sees_own_and_shared_candidates_and_no_others,
    crate::audit::everything as what_is_done_is_in_the_audit_and_what_comes_to_nothing_is_not,
    crate::audit::at_once as many_who_write_at_once_make_one_chain,
    crate::audit::tampering as an_edit_of_the_audit_is_refused_and_found_when_the_guard_is_away,
    crate::pinpoint::versions as a_connection_to_pinpoint_changes_only_as_it_was_seen_and_keeps_its_address,
    crate::pinpoint::jobs::events as an_event_is_written_down_once_whoever_brings_it_and_only_in_its_time,
    crate::pinpoint::jobs::leases as what_is_to_be_done_with_pinpoint_is_held_by_one_and_tried_again_when_it_is_due,
    crate::pinpoint::jobs::room as one_account_does_not_hold_everybody_who_works_with_pinpoint,
    crate::pinpoint::polling::polling as whoever_is_named_as_hired_is_read_once,
    crate::pinpoint::jobs::switching as what_was_given_up_or_waits_goes_on_when_pinpoint_is_switched_on,
    crate::pinpoint::jobs::waiting as what_waits_for_something_else_is_not_given_up_at_its_first_failure,
    crate::pinpoint::polling::remembering as whoever_every_look_names_is_read_once_however_long_ago,
    crate::pinpoint::bringing::going as whoever_went_is_not_read_from_pinpoint_again,
    crate::pinpoint::bringing::bringing as a_candidate_of_pinpoints_is_kept_with_files_and_never_changed_while_under_way,
    crate::pinpoint::bringing::late as while_a_file_is_late_no_document_goes_whoever_brought_it,
    crate::pinpoint::bringing::late_under_two_ids as an_application_under_two_ids_is_asked_for_its_late_file_once,
    crate::pinpoint::bringing::handed_over as who_was_handed_over_and_never_read_is_not_taken_for_read,
    crate::pinpoint::telling::telling as what_a_send_ended_with_is_to_be_told_once,
    crate::pinpoint::telling::telling_in_part as that_something_is_missing_is_to_be_told_once_and_its_end_once,
    crate::pinpoint::telling::learning as what_is_sent_before_it_is_known_to_be_pinpoints_is_told_as_well,
    crate::pinpoint::rotation as key_and_secret_of_pinpoint_get_the_newest_seal,
    crate::retention::aging as personal_data_goes_when_its_time_is_over_and_not_before,
    crate::walls::everywhere as another_accounts_rows_are_out_of_reach,
    crate::walls::candidates as candidates_are_listed_in_the_same_order_on_both,
}
