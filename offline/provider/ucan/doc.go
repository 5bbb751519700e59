// Package ucan keeps blocks in a space of a UCAN storage service, as Storacha and
// Forge run it. Its public service closed in 2026; the software is free, and whoever
// runs it gives people spaces.
//
// # Words
//
// A space is a place for blobs, and a key: its name is the public half, a did:key.
// Who holds the key owns the space, and can delegate what may be done there to other
// keys, by signing a UCAN: who, to whom, which ability, until when. An agent is the
// key with which this program acts. A call to the service is itself a UCAN, an
// invocation, which carries the delegation from the space to the agent as its proof.
// The service keeps no list of accounts: it checks signatures.
//
// # A block on its way
//
//	space/blob/add {digest, size}  ->  where to send it (blob/allocate)
//	PUT the bytes there
//	ucan/conclude                  ->  "I have sent it" (http/put)
//	GET receipt/...                ->  blob/accept: a signed claim of where it lies
//
// A blob that is there already is accepted in the answer to the first call. So Put
// can be done again at any point, and Locate is a first call that expects no more.
// Whoever has the address of the claim can fetch the block, without an account.
//
// # An inbox for others
//
// The owner of a space can let somebody put blocks there and do nothing else: not see
// what lies there, not remove it, not after a date. [Grant] signs such a delegation
// to a key that was made for this alone, see [NewAudience]: with a key per contact the
// service does not learn who they are. Who holds the key opens the grant with
// [OpenGrant]. The owner lists and removes with the account as ever.
//
// # Why
//
// Of the go-ucanto library only the tokens and their containers are used. Its HTTP
// channel reads answers of any size, and the client library of Storacha would make the
// program half as large again. Capabilities are plain maps here, written and read in
// a few lines, since few are needed.
package ucan
