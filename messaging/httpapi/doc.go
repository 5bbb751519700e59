// Package httpapi offers the core's API to other programs: JSON over HTTP, on
// loopback unless told otherwise. It holds no truth and no rules of its own; each
// call decodes, asks one service and encodes.
//
//	s := httpapi.New(httpapi.Options{Token: token, Chats: chats, Bus: bus, ...})
//	l, err := httpapi.Listen(ctx, "127.0.0.1:4002", false)
//	err = s.Serve(ctx, l) // until ctx ends
//
// # The routes
//
// A [route] is method, path, summary, parameters and the Go types of body and
// reply, next to the function that answers. The mux and GET /ob/openapi.json are
// both made from the same table, so what is documented is what is served. Where
// OpenBazaar had a path, its path and field names are kept.
//
// A service that is nil in [Options] has no routes: that is how a push node, which
// has no user and so no conversations, shows only its network and what it holds.
//
// # Who may call
//
// The API can send messages in its owner's name, and any web page in the owner's
// browser can reach loopback. So each request must carry the bearer token, which
// only this user can read from the data folder ([Token]); its Host must be ours,
// which stops a foreign name that was rebound to 127.0.0.1; and an Origin, if
// there is one, must be ours too. Beyond loopback TLS is required, and an address that
// shows many wrong tokens is not heard for a minute.
//
// # Answers
//
// Errors are {"success":false,"reason":"..."}, whatever went wrong, with a status
// that tells whose fault it was. Times are RFC 3339 with nanoseconds in UTC. Lists
// are streamed where they can be long; an error after the first bytes cuts the
// connection, so that half a list never looks whole.
//
// # What a call may say
//
// A field or a query parameter that the call does not have is refused and named;
// upper and lower case differ. A misspelt limit would otherwise mean everything,
// and a misspelt message none, which only says that one is typing.
//
// # Forms
//
// What is read of a shop, a listing or what somebody said about an order has the form
// in which it is written: a version that was read can be changed and sent back. Names
// of states and kinds are words, versions are named by their CID, amounts are whole
// numbers of the smallest units of the currency that stands beside them.
//
// # Why bytes are checked before they are decoded
//
// encoding/json turns broken UTF-8 and unpaired surrogates into U+FFFD without a
// word. The sender would then see accepted what the recipient never reads, so
// both are refused.
package httpapi
