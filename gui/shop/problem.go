package shop

import (
	"restante/gui/shop/form"
)

// problem says an error in the user's language.
func problem(err error) string { return form.Problem(err) }
