//! The parts the rooms are made of. They take data or signals and never fetch; what a person does with
//! them goes back through callbacks. Each has its style beside it in `style/components/`.

pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod checkbox;
pub mod combobox;
pub mod confirm_dialog;
pub mod countdown;
pub mod data_table;
pub mod date_input;
pub mod dialog;
pub mod employee_link;
pub mod empty_state;
pub mod error_notice;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod menu_button;
pub mod money_input;
pub mod page_heading;
pub mod receipt_table;
pub mod scheme_switch;
pub mod secret_input;
pub mod select_input;
pub mod site_header;
pub mod skeleton;
pub mod sort_head;
pub mod stage_path;
pub mod steps;
pub mod switch;
pub mod tabs;
pub mod text_input;
pub mod timeline;
pub mod toasts;
pub mod week_chart;
