// Package webhook tells a merchant's own systems what happens: each order event, each
// listing that is sold out, each publication goes to the addresses that its user chose.
//
//	h, secret, err := s.Add(ctx, webhook.New{URL: "https://erp.example/restante"})
//	log, err := s.Deliveries(ctx, h.ID, webhook.Query{})
//	n, err := s.RedeliverSince(ctx, h.ID, yesterday)
//
// A hook is an address with a secret. An event is a CloudEvent 1.0 in JSON, and goes
// there as the body of a POST. A delivery is one event on its way to one hook, or the
// line in the log of what came of it. docs/webhooks.md is for those who receive them.
//
// # What is promised
//
// An event is stored for its hooks in the transaction that stores what it tells of:
// packages order, storefront and chat call this one there, as their Watcher. So no crash
// loses an event or makes it twice, and what is rolled back is told to nobody. The same
// event may be sent twice, if the answer is lost, or by a computer that was made from a
// backup; its ID and its body are then the same.
//
// The stock is told as it is after a transaction, within which a piece may go from a
// ticket to an order by way of the stock.
//
// What concerns one order arrives in the order in which it happened: each event waits
// until the one before has arrived, or was given up. What concerns another goes past.
//
// # An attempt
//
// It is noted before it is made, so that a crash hurries nobody. Answers from 200 to 299
// within [Deadline] are success, all else is not: a redirect is not followed, and of the
// answer no more than [MaxAnswer] bytes are read. After a failure it is tried again, see
// delays, for three days; then it is given up, which a person can undo. Where the
// receiver says how long to wait (Retry-After), nothing goes there before. After a success
// all goes at once that waited for another attempt, but each only once.
//
// A receiver that answers 410, or that took nothing in [MaxFailing], is paused, and the bus
// says so. Whatever is paused goes on to collect events; who resumes it gets them.
//
// # Signatures
//
// Those of Standard Webhooks: webhook-id, webhook-timestamp and webhook-signature, an
// HMAC-SHA256 over the three parts "id.timestamp.body". After a new secret was made, the one
// before signs too for a day, so that no event is refused in between.
//
// # Where to
//
// The address is the choice of who runs this program, and may be in the own network.
// Plain http goes there only; what a name resolves to is looked at when the connection is
// made. Never does one lead to this program's own API.
//
// # Why
//
// A CloudEvent is a struct of eight fields here. The library of that project would bring
// three modules along, one of which nobody maintains any more, for what json.Marshal does.
//
// The body lies beside each delivery, not once for all hooks: there are seldom two, and
// so nothing is left over when one goes.
package webhook
