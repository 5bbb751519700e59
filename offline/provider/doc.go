// Package provider is where the kinds of storage come together, and what may be put
// around any of them.
//
// [Kinds] lists all there are. A depot of a kind is used like this:
//
//	d, err := kind.Open(settings, deps) // one of Kinds
//	d = provider.Retrying(d)
//	d = provider.Capped(d, 500<<20)
//
// [Retrying] makes a failed call again as long as that may help. [Capped] keeps a
// person's own limit, which providers do not know.
package provider
