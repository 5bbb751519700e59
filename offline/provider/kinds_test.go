package provider

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"restante/offline/provider/depot"
)

// TestKinds: what a window needs to offer them.
func TestKinds(t *testing.T) {
	seen := make(map[string]bool)
	for _, k := range Kinds {
		t.Run(k.Name, func(t *testing.T) {
			if k.Name != strings.ToLower(k.Name) || k.Title == "" || k.About == "" || len(k.Sees) == 0 || k.Open == nil {
				t.Errorf("%+v", k)
			}
			if seen[k.Name] {
				t.Error("the name is taken twice")
			}
			seen[k.Name] = true
			if l := k.Limits; l.MaxBlock < depot.MaxBlock || l.Writers < 1 || l.Deadline <= 0 {
				t.Errorf("limits %+v", l)
			}
			fields(t, k)
		})
	}
}

func fields(t *testing.T, k depot.Kind) {
	var names []string
	for _, f := range k.Fields {
		if f.Name == "" || f.Label == "" || slices.Contains(names, f.Name) {
			t.Errorf("the field %+v", f)
		}
		names = append(names, f.Name)
	}
}

// TestKindsRefuseNothing: settings that are missing are no good, and nothing breaks.
func TestKindsRefuseNothing(t *testing.T) {
	for _, k := range Kinds {
		if _, err := k.Open(nil, depot.Deps{}); !errors.Is(err, depot.ErrPermanent) && !errors.Is(err, depot.ErrAuth) {
			t.Errorf("%s: %v, want ErrPermanent or ErrAuth", k.Name, err)
		}
	}
}
