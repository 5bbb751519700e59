// Package depot says what a storage provider is: a place where sealed blocks wait
// for somebody who has their address, while the sender's computer is off.
//
// A [Depot] is one such place, opened with one account: a folder of this computer,
// a bucket, a Dropbox folder, a pinning service, a UCAN space. Each lives in a
// package of its own beside this one, has a [Kind] that describes it to people,
// and passes the same suite, package depottest. None of them ever sees more than
// sealed bytes of one of two lengths under a random name.
//
// Everything may be done again: a [Depot.Put] after a crash overwrites or finds what
// is there, a [Depot.Delete] of what is gone succeeds. Whoever calls keeps the [Ref]
// on disk before it is put, so that nothing lies anywhere without an owner.
//
// # Errors
//
// A caller needs to know what to do, not what broke: so each error of a depot wraps
// one of [ErrAuth], [ErrQuota], [ErrNotFound], [ErrTransient] and [ErrPermanent], or
// is a [*RateLimited] or a [*Pending]. The text is the provider's own, cut short and
// without secrets. [Advice] says in words what a person can do.
//
// # Why
//
// A block has two names. Providers that are asked by name (folders, buckets) get a
// random one, since a name made from the content would link what lies in two places;
// those that are asked by content (IPFS, UCAN) need the CID. Addresses are only ever
// given, never made up from a name: some run out, see [Place.Until].
package depot
