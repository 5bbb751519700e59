// Package remote puts the core of one machine behind the window of another: what a page
// asks goes over HTTPS to a `restante serve`, and what happens there comes back.
//
//	srv := remote.NewServer(remote.ServicesOf(core.API), core.Bus, "restante 1.0")   // mounted by package httpapi
//	c, err := remote.Dial(ctx, remote.Options{URL: "https://shop.example:4002", Token: token})
//	orders, err := c.Orders.List(ctx, order.Query{...})
//
// # The services
//
// [Services] are small interfaces in the types of the core. They are the only truth: the
// client's half (stubs.go) is generated from them by `go generate`, the server answers
// their methods by reflection and no others, and a test says that the window's pages ask
// exactly these.
//
// # A call
//
//	POST /ob/window/Chats/Send    ["12D3Koo..","","Hello","key"]    a JSON array of the arguments
//	200                           ["QmZ..."]                        one of what the method gives, but for its error
//	422                           [{"name":"chat.ErrTooLong"}]      the error that it gave
//
// The form of each value is that of package form. Errors keep what they are: those that a
// window tells apart have names (known.go), so that errors.Is and errors.As find them on
// the other side; others keep their text. An io.Writer is the answer's body, an io.Reader
// the request's. Any other status says that nothing was done.
//
// # Events
//
// GET /ob/window/events is a line for each event of the bus, as package event has it, and
// a sign of life every ten seconds. After a silence of 25 seconds, or when it breaks, the
// connection is lost: calls end, later ones fail at once, [Away] says so, and the client
// tries again, less and less often. Then comes [Back], and all that is shown must be read
// again, since what happened in between is not told afterwards.
//
// # Who may
//
// The token of the server gives all that its window could do, but for what is never
// offered: the recovery words, the passphrase, and the end of everything stay where the
// data folder is. So does connecting an account that asks a browser ([ErrBrowser]).
//
// A certificate counts if this computer's roots have signed it, or if its fingerprint is
// the one that a person has seen to ([Kept]). If that one changes, nothing is sent.
//
// # Versions
//
// [Version] is made of every method and every field of every type. Both sides say it, and
// talk only if it is the same: a window of another version would show half of an order
// rather than fail.
//
// # Why
//
// The public calls under /ob/ are for other programs. They have OpenBazaar's names, leave
// out what only a window wants, and promise to stay as they are. To map each of a hundred
// methods of the pages onto them by hand would be thousands of lines, each of which could
// be wrong in a field, and all of which would hold the pages back. Here a method that is
// added to an interface needs nothing else, and the test of all types finds what cannot
// cross. encoding/gob could nearly do it, but was not made for hostile input.
package remote
