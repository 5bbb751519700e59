// Package provider is where the kinds of storage come together, and what may be put
// around any of them.
//
// [Kinds] lists all there are. A depot of a kind is used like this:
//
//	k, ok := provider.KindOf("s3")
//	d, err := k.Open(settings, deps)
//	d = provider.Retrying(d)
//	d, err = provider.Capped(ctx, d, 500<<20)
//
// [Retrying] makes a failed call again as long as that may help. [Capped] keeps a
// person's own limit, which providers do not know.
package provider
