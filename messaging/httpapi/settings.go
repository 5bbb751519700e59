package httpapi

import (
	"net/http"

	"restante/messaging/settings"
)

// chosen are the settings that have no path of their own, as holding has.
type chosen struct {
	ReadReceipts bool `json:"readReceipts" about:"others learn which of their messages were read here"`
	Typing       bool `json:"typing" about:"others learn that one types, and one sees it of them"`
	LastSeen     bool `json:"lastSeen" about:"others are shown whether one is here, and when one was last"`
}

// chosenBody changes what it has; the rest stays.
type chosenBody struct {
	ReadReceipts *bool `json:"readReceipts" example:"true"`
	Typing       *bool `json:"typing" example:"true"`
	LastSeen     *bool `json:"lastSeen" example:"true"`
}

// settingsCalls answers the routes of what a person chose.
type settingsCalls struct{ settings Settings }

func settingsRoutes(s Settings) []route {
	a := settingsCalls{s}
	return []route{
		answer("GET", "/ob/settings", "What the user chose", a.get),
		accept("POST", "/ob/settings", "Changes the settings that are given, and answers with all", a.change),
	}
}

func (a settingsCalls) get(r *http.Request) (chosen, error) {
	s, err := a.settings.Get(r.Context())
	return chosen{s.ReadReceipts, s.Typing, s.LastSeen}, err
}

func (a settingsCalls) change(r *http.Request, in chosenBody) (chosen, error) {
	err := a.settings.Change(r.Context(), func(s *settings.Settings) {
		set(&s.ReadReceipts, in.ReadReceipts)
		set(&s.Typing, in.Typing)
		set(&s.LastSeen, in.LastSeen)
	})
	if err != nil {
		return chosen{}, err
	}
	return a.get(r)
}

// set changes a value if there is another one.
func set[T any](value, to *T) {
	if to != nil {
		*value = *to
	}
}
