// Package machine tells what the events of an order come to. It is a pure function: the
// same events give the same [State], whoever has them, in whatever order they came and
// however often.
//
//	s := machine.Fold(id, events)                       // everything there is to know
//	s.Stage, s.Money.Due, s.Due.Ship                    // for a list
//	s.Allowed(machine.Merchant, time.Now())             // for buttons
//	err := s.Check(machine.Merchant, body, time.Now())  // before an event is made
//	parents := s.Parents()                              // what it refers to
//	outcome, err := machine.Admit(id, events, foreign)  // before one is stored
//
// The events have come out of [event.Open], or out of [event.Parse] after that; whatever
// they say is within the limits of that package.
//
// # An order's way
//
//	        confirm          paid          ship            ship
//	placed ────────▶ confirmed ────▶ paid ────▶ partly shipped ────▶ shipped
//	  │                  │            │              │                  │
//	  │ cancel, decline, │ decline,   │ decline      │                  │ complete
//	  │ failure          │ unpaid     │              │                  ▼
//	  ▼                  ▼            ▼              │              completed
//	cancelled, declined, failed ◀─────┘              │                  │
//	                                                 │                  │
//	refunded ◀── refund, of all that is held, from any stage ───────────┤
//	                                                                    │
//	disputed ◀── dispute, from anywhere once something was agreed ──────┘
//	   │
//	   └── decision ──▶ decided
//
// The [Stage] is one word for the operator. Behind it are things that are independent of
// each other: money may come before the merchant confirms, and goods may go before the
// money has come. The stage is the first of these that holds: failed, decided, disputed,
// ended (declined, cancelled, refunded, in this order), completed, placed, shipped, partly
// shipped, paid, confirmed.
//
// # Who may say what, when
//
// b, m and o are the buyer, the merchant and the moderator. "Running" is neither ended nor
// completed nor decided; "quiet" is without an open dispute.
//
//	kind      who    when                                       and what it says
//	order     b      it is the first event
//	confirm   m      running, not confirmed
//	failure   m      running, not confirmed
//	decline   m      running, quiet, nothing sent
//	unpaid    m      running, quiet, confirmed, nothing sent,
//	                 not paid, after the time to pay
//	cancel    b      running, quiet, not confirmed
//	noted     b      always                                     a reference not noted before
//	paid      m      always                                     a reference not paid before
//	ship      m      confirmed, not ended, not completed        at most what is left of goods
//	deliver   m      confirmed, not ended, not completed        … of files and services
//	refund    m      something is held                          at most what is held
//	complete  b      running, confirmed; all sent, or there
//	                 is an own claim, which this takes back
//	complete  m      running, quiet, all sent, after the time
//	                 to complete
//	rate      b      something sent, or decided, or confirmed   a line not rated before
//	                 and all paid back
//	reply     m      there is a rating without a reply          to one of them
//	return    b      something sent; not ended, not decided,    what was sent, without what came
//	                 quiet; within the time to return, if the   back and what is being returned;
//	                 order states one, after the last piece     also after the order is completed
//	allow     m      there is a return without an answer        one of them, with instructions
//	refuse    m      likewise                                   one of them, with a reason
//	receive   m      something of an allowed return has not     at most that, and in all no more
//	                 come                                       than was sent; restocked or not
//	dispute   b, m   a moderator is named; confirmed, paid or   any claim
//	                 noted; not failed, not decided, no own
//	                 claim, not all paid back
//	answer    b, m   the other one has a claim; not failed,
//	                 not decided
//	decision  o      a dispute is open                          shares of all that is held
//	message   b, m   always
//	message   o      from the first dispute on, until it failed
//
// What is said otherwise is void: it is kept, everybody sees it with the [Reason], and it
// does nothing. Its author goes on behind it all the same.
//
// # Who knew what
//
// An event is judged by what its author knew: the events before it, and no others. So a
// verdict is for ever. Nothing that comes later, nor anything that somebody inserts at an
// early place, makes a valid event void; that is why a paid amount never disappears and a
// decision cannot be undone by a refund which was made to look older.
//
// Where two did not know of each other, both did right, and what they come to is:
//
//   - confirm and cancel: the order is confirmed. The operator sees that the cancel was
//     overtaken.
//   - decline or failure and cancel: the order is over either way; the merchant's word
//     names the stage.
//   - failure and dispute or decision: the order has failed. What the moderator's part was
//     shows as overtaken.
//   - ship and complete, paid and dispute and all others: both happened.
//   - decision and refund: what went back counts towards the buyer's share.
//
// # Two things in one place
//
// Everybody's own events are a chain: each has the one before among what its author knew.
// Who writes two that do not know of each other has said two things in one place. Both
// are kept, the one with the lower hash counts, and the other is void, as is all that its
// author wrote with only that one in mind. [State.Forks] names both, signed as they are.
// It happens to honest people too, when a folder is put back from a backup; whatever is
// written in knowledge of both counts again.
//
// # Money
//
// Paid and Refunded are what the merchant says, in its own chain, so that nobody else can
// move them. Each reference counts once. Refunded is never more than Paid. A decision
// shares exactly what was held when the moderator decided, and what the moderator found
// to be paid beside it, up to what the buyer had noted; what the merchant still owes is
// the buyer's share without what went back since. After any other end it is all that is
// held.
//
// # Who is the moderator
//
// Both have to name the moderator: the buyer does in the order, and the merchant by
// taking it. A failure says that the merchant's program could not take it, with whatever
// the buyer has put in; so there is no moderator then, whoever was called meanwhile, and
// nothing to decide. What was paid is owed in full, and can be refunded; it can still be
// noted and paid, since money may be on its way.
//
// # Returns
//
// A return names pieces that were sent. While it is neither refused nor received they
// cannot be asked for again; those that were refused can. What came back is the merchant's
// word, part by part. A return moves no money and no stage: a refund does, and the
// moderator where the two do not agree.
//
// # Waiting
//
// An event whose parents are not here is parked and does nothing until they come;
// [State.Wanted] names them. So does what comes before the first event, when nobody knows
// yet whom the order names; what turns out to be a stranger's is in [State.Strange] then,
// and may be deleted. [Admit] holds an order to [MaxEvents], with a part for each of the
// three so that nobody can use up another's, and to [MaxParked] of each.
//
// Both sides compare [Digest]; where it differs they tell each other their hashes, and
// [Missing] is what to send.
//
// # What is promised
//
//   - Who has the same events has the same state, to the byte.
//   - What [State.Check] lets pass, said in knowledge of [State.Parents], counts for
//     everybody, for ever, whatever the others have said at the same time; only a cancel
//     can be overtaken by a confirmation, and a moderator's case by a failure.
//   - Nobody else than the merchant moves money, and Refunded is never more than Paid.
//   - No line is sent twice, nor comes back twice, and what [State.Holds] keeps of the
//     stock goes back once.
//   - Whom the order does not name changes nothing.
//
// # What is not
//
//   - Somebody who has filled his part of an order, with two things in one place among
//     it, can give each side other events of his. The two do not agree on those then.
//     Honest people never get there.
//   - A buyer who pays before the merchant has taken the order has nobody else's word for
//     it than the merchant's, if it fails.
//   - Times are what the authors claim. A merchant whose clock is wrong can give up an
//     unpaid order too early; the buyer sees both times.
//
// # Why
//
// All events could be put into one line, and each be judged by those before it there. But a
// place in a line is not for ever: whoever writes an event with old parents gets between,
// and can void what others did in good faith. To be judged by what one knew leaves nothing
// to get between. There is a line for telling only: parents first, then by kind, then by
// hash. Nothing but the order of the timeline depends on it.
//
// Each event asks for the facts before it, which sounds like a square; but mostly these
// are the facts of the event before and one more, so that sixty events take a tenth of a
// millisecond.
package machine
