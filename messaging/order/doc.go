// Package order keeps orders: those that one places, those that one's shop gets while its
// owner sleeps, and those that one has to judge. What an order is stands in its children:
// package event is one thing that somebody said about it, and package machine is what all
// of that comes to.
//
//	id, err := s.Place(ctx, event.Order{Merchant: m, Terms: t, ShipTo: a}, key)  // the buyer
//	_, err = s.Act(ctx, id, event.Confirm{}, "")                                 // the merchant, weeks later
//	p, err := s.Page(ctx, id)                                                    // p.State, p.Allowed, p.Copies
//
// # From one to the others
//
// What somebody says is checked first, and refused with a [machine.Reason] if it would
// have no effect. Then one transaction stores the event and the new state, moves the stock
// and hands the event to package delivery, in a message for each of the others; the call
// returns without having touched the network, but for the tickets of an order. A moderator
// hears nothing before the first dispute; whoever opens it sends him all there is, and the
// other side what the first one did not know.
//
// What comes in is stored, with all that follows from it, in the transaction that makes
// its receipt due. Nothing is acknowledged before. What cannot be stored (forged, by
// somebody whom the order does not name, passed on by a third one, too much of it) is
// noted with its reason in the operator's log, and acknowledged all the same, since its
// sender could do nothing about it. An event whose parents are not here waits for them, a
// month at most.
//
// [Arrived] comes once for each event of somebody else. A program may end between the
// commit and that; so [Service.Notices] hands each of them out once, over restarts. A
// [Watcher] hears what is said, one's own among it, in the very transaction.
//
// # The merchant's program
//
// An order that arrives is compared once with the shop's own signed versions: price,
// listing, moderator, times, discounts, and then the stock, from which its pieces are reserved. One
// that does not fit is answered at once with a failure, whose code is for programs and whose
// reason is for people, and no moderator hears of it, whatever the buyer has sent with it. From then on the stock follows the order: what machine.State.Holds
// says is compared with what the order took so far, and only the difference is moved.
//
// By itself the program further hands out licence keys and files of what is confirmed and
// paid, also when they come into the shop later, ends an order that nobody paid in time, declines
// one that nobody answered ([Service.SetPatience], not at first), and completes what was sent long ago. A buyer who
// says to have paid is never given up by a program.
//
// # Tickets
//
// A [Ticket] keeps one piece for whoever holds it. Its bytes lie in pools at the merchant's
// push nodes, which give each out once and sign to whom: with both in the order the piece
// is the buyer's, though the merchant is away. So no more is sold than there are tickets,
// and the first message of a stranger who brings one needs no stamp. A ticket that was
// used, has expired, or was given to somebody else is none: such an order gets a piece if
// there is one. An order that is not taken uses its tickets up too, and their pieces can be
// sold again at once.
//
// Each ticket is for one push node ([Lot]), whose word alone counts for it. The pieces are
// set aside before the node hears of the tickets, so there are never more of these than
// pieces, whatever happens in between; [Service.Lots] says what still has to be brought
// there. Pieces go back with [Service.TakenBack], those of tickets that somebody has got
// only when they expire.
//
// [Service.Place] asks a [Counter] for a ticket for each piece, before its transaction. It
// is the one call here that waits for the network: three seconds at most, after which the
// order is placed with the tickets that came, or with none. [Page.Kept] says at once what
// is kept until when.
//
// # Comparing
//
// Once a day both sides send each other a digest of every open order, and for a month
// after its end. Whoever has another one answers with the hashes of what is there; then
// each sends what the other lacks. So a lost event is found, and so is a whole order. Whoever
// has the same one says so, and so both know it. What they agreed on is left alone for a week, and nothing is sent to one peer twice within an
// hour or while it is under way. Nobody learns anything of an order who takes no part.
//
// # Papers
//
// [Service.Paper] draws invoices, credit notes, packing slips and pick lists. An invoice
// gets its number the first time, and a credit note for each refund; what it says is kept
// with the number, and is printed again as it was. Credit notes divide what went back among
// the taxes, to the unit, so that the last one takes exactly the rest of the invoice.
//
// # Bank statements
//
// [Service.MatchStatement] reads what a bank exports and says which order each payment is
// for: by the reference that the buyer was told ([Asked]), or by the exact amount and a
// name. It is sure only where nothing else fits, and notes nothing itself. The reference
// that it gives to a payment is the same whenever the file is read, so that a payment
// counts once.
//
// # What never leaves
//
// Tags, who looks after an order, notes, kept filters and replies, the head of papers, and
// the papers themselves with their consecutive numbers are the operator's own.
//
// # What is not
//
//   - Money is neither held nor moved here: a payment is what the merchant says came in.
//   - A merchant who puts back an old folder may answer an order a second time, and other
//     than before. Everybody then sees both answers, see package machine.
//   - The words of an order are found by their beginnings, not inside of them.
//
// # Why
//
// The state of an order is computed from all its events each time one is added, and the
// row for the list is written from it. That costs less than the commit, and leaves no
// second place where the rules could be told differently.
//
// One message holds one event, but where many go to one peer at once. A receipt then says
// which event has arrived, without a table of who knows what.
package order
