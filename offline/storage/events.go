package storage

// Changed: an account was added, removed or set otherwise, works again or fails, or a
// sweep has ended.
type Changed struct{ Account string }
