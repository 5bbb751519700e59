// Package pinning keeps blocks at an IPFS pinning service: a node somewhere that
// fetches what it is told to by its CID, and serves it to everybody from then on.
//
// Nothing is uploaded. A block lies on this computer, the service is told its CID,
// the name of the block and where this computer is, and this computer connects to the
// peers that the service names, its delegates. Until the service says "pinned", Put
// fails with [depot.Pending] and this computer is the only one that has the block:
//
//	here.Get(cid)    ->  POST /pins {cid, name, origins}  ->  connect to the delegates
//	GET /pins?cid&name  ->  queued, pinning, ..., pinned: the delegates serve it
//
// The protocol is the [IPFS Pinning Service API], as kubo, IPFS Cluster and several
// paid services speak it.
//
// # What stays here
//
// Put writes no block to this computer: whoever calls has put it there, and may remove
// it while a call is made again.
//
// Delete takes back the pin and leaves the copy of this computer alone: others may
// count on it, such as one's own computer as another place of the same block.
//
// # Why
//
// A service keeps no count of bytes in its API. So the size goes along with each pin,
// and what a service does not give back counts as the largest block.
//
// The calls are those of boxo's generated client, since services are tested against
// it. Its own wrapper is not used: it swallows the status of a refusal, and takes
// answers of any size.
//
// [IPFS Pinning Service API]: https://ipfs.github.io/pinning-services-api-spec/
package pinning
