pub fn asset_routes() {}
pub fn script_url() {}
pub fn stylesheet_url() {}
