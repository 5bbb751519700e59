package provider

import (
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
