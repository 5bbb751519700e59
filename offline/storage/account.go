package storage

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"restante/offline/outbox"
	"restante/offline/provider/depot"
)

// Role is what an account is for.
type Role int

const (
	None    Role = iota // nothing new goes there
	Mirror              // everything goes there too
	Primary             // everything goes there; at most one account
)

// Account is one place at a provider.
type Account struct {
	ID, Kind, Title string
	Role            Role
	Inbox           bool      // contacts are let leave mail there
	Granted         time.Time // until when one may who was let; zero: nobody ever was
	Cap             int64     // bytes of ours that may lie there; 0: no limit
	Price           int64     // of a gigabyte a month, in thousandths of the currency's unit
	Currency        string    // ISO 4217, or what the user calls it
	Added           time.Time
	Leaving         bool              // it is being left for good
	Settings        map[string]string // without secrets
	Health
	outbox.Holding
	Usage depot.Usage // what the provider said
	Asked time.Time   // when
	Sweep Sweep
}

// Health is how the calls at an account go.
type Health struct {
	Worked  time.Time // when one last succeeded; zero: none yet
	Failing time.Time // since when they fail; zero: they do not
	Error   string    // of the last, while failing
	Advice  string    // what the user can do; "" is wait
}

// Sweep is what the last one found.
type Sweep struct {
	At      time.Time // zero: none yet
	Seen    int       // blocks of ours
	Orphans int       // without an owner here; they were removed
	Error   string
}

// New is an account to be added.
type New struct {
	Kind, Title string
	Settings    depot.Settings
	Role        Role
}

// check completes what a person entered, or says what is wrong with it.
func (n *New) check(k depot.Kind) error {
	var err error
	if n.Title, err = titleOf(n.Title, k); err != nil {
		return err
	}
	if n.Role < None || n.Role > Primary {
		return fmt.Errorf("%w: unknown role", ErrSettings)
	}
	return checkSettings(n.Settings, k)
}

// titleOf is what an account is called: by the user, else by its kind.
func titleOf(typed string, k depot.Kind) (string, error) {
	typed = strings.TrimSpace(typed)
	if !utf8.ValidString(typed) || utf8.RuneCountInString(typed) > MaxTitle {
		return "", fmt.Errorf("%w: a name has at most %d characters", ErrSettings, MaxTitle)
	}
	return cmp.Or(typed, k.Title), nil
}

func checkSettings(s depot.Settings, k depot.Kind) error {
	known := make(map[string]bool)
	for _, f := range k.Fields {
		known[f.Name] = true
		if err := checkField(s[f.Name], f); err != nil {
			return err
		}
	}
	for name := range s {
		if !known[name] {
			return fmt.Errorf("%w: %s has no field %q", ErrSettings, k.Title, depot.Clip(name))
		}
	}
	return nil
}

func checkField(v string, f depot.Field) error {
	switch {
	case v == "" && !f.Optional && len(f.Choices) == 0:
		return fmt.Errorf("%w: %s is missing", ErrSettings, f.Label)
	case len(v) > MaxSetting || !utf8.ValidString(v):
		return fmt.Errorf("%w: %s is too long, or no text", ErrSettings, f.Label)
	case v != "" && len(f.Choices) > 0 && !slices.Contains(f.Choices, v):
		return fmt.Errorf("%w: %s is none of %s", ErrSettings, f.Label, strings.Join(f.Choices, ", "))
	}
	return nil
}

// shown leaves the secrets out.
func shown(s depot.Settings, k depot.Kind) map[string]string {
	out := make(map[string]string)
	for _, f := range k.Fields {
		if !f.Secret {
			out[f.Name] = s[f.Name]
		}
	}
	return out
}
