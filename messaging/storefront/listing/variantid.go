package listing

import (
	"slices"
	"strings"
)

// NameVariants gives an ID to each variant that has choices and none yet: that of the
// variant before with the same choices, so that stock and orders stay with it, or else one
// of its choices, such as "red-xl". No two are the same, whatever the choices say.
func NameVariants(all, before []Variant) {
	taken := make(map[string]bool, len(all))
	for _, v := range all {
		taken[v.ID] = true
	}
	name := func(of func(Variant) string) {
		for i, v := range all {
			if v.ID == "" && len(v.Choices) > 0 {
				all[i].ID = of(v)
				taken[all[i].ID] = true
			}
		}
	}
	name(func(v Variant) string { return v.idIn(before, taken) })
	name(func(v Variant) string { return v.newID(taken) })
}

// idIn is the ID that a variant had.
func (v Variant) idIn(before []Variant, taken map[string]bool) string {
	for _, b := range before {
		if slices.Equal(b.Choices, v.Choices) && !taken[b.ID] {
			return b.ID
		}
	}
	return ""
}

func (v Variant) newID(taken map[string]bool) string {
	id := SlugOf(strings.Join(v.Choices, " "))
	if taken[id] {
		id = SlugOf(id[:min(len(id), MaxSlug/2)] + " " + mark(strings.Join(v.Choices, "\n")))
	}
	for n := 1; ; n++ {
		if next := Numbered(id, n); !taken[next] {
			return next
		}
	}
}
