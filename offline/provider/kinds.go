package provider

import (
	"slices"

	"restante/offline/provider/depot"
	"restante/offline/provider/dropbox"
	"restante/offline/provider/pinning"
	"restante/offline/provider/s3"
	"restante/offline/provider/self"
	"restante/offline/provider/ucan"
)

// Kinds is every kind of provider, in the order in which they are offered. A new one
// is added here, and nowhere else.
var Kinds = []depot.Kind{
	self.Kind,
	dropbox.Kind,
	s3.Kind,
	pinning.Kind,
	ucan.Kind,
}

// KindOf finds a kind by its name.
func KindOf(name string) (depot.Kind, bool) {
	i := slices.IndexFunc(Kinds, func(k depot.Kind) bool { return k.Name == name })
	if i < 0 {
		return depot.Kind{}, false
	}
	return Kinds[i], true
}
