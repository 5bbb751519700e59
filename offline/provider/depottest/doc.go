// Package depottest is the suite that every storage provider passes.
//
// A provider's test opens its depot with what the suite gives it and says what is
// peculiar:
//
//	func TestDepot(t *testing.T) {
//		server := newFake(t)
//		depottest.Run(t, func(t testing.TB, d depot.Deps) depot.Depot {
//			return open(t, server, d)
//		}, depottest.Secrets("token"), depottest.Pages(10))
//	}
//
// # What open must do
//
// It opens the same account each time, as a program does that was started again; the
// account may hold anything before. All calls must travel by d.Transport(), which
// fails at will. open may put something else into the other fields of d, and wrap
// the transport.
//
// # What is tested
//
// First a provider that works: blocks of all sizes are put, fetched without an
// account, located, listed, deleted; twice, in parallel, after a crash. What is too
// large or badly named is refused before any call.
//
// Then one that does not. Each operation is done once to count its calls. Then it is
// done again for every [Fault] and every call: from that call on, the provider fails
// in that way. The operation must give the error that the fault asks for, or have kept
// its promise in spite of it; when the provider works again, it must succeed. No
// error and no line of the log may hold a secret, and no call may follow a redirect.
//
// # What is peculiar
//
// Where a provider has its own words for a failure, [Faults] replaces the suite's by
// name: a full Dropbox answers 409 with a tag, a full bucket 403 with XML. [Blocks]
// fetches from multiaddresses. [Strangers] tells the suite how to put something of
// somebody else into the account. [Lingers] is for providers that cannot promise
// that a deleted block is gone at once, [NoCalls] for those that need no network.
package depottest
