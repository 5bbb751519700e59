package settings

// Changed: a person chose something else.
type Changed struct{}
