// Package delivery gets what people mean to its recipient exactly once, and
// learns that it did.
//
// Outgoing: a kind of message (chat, pictures, later orders) calls [Service.Send] in
// the transaction in which a person's act is accepted. The message gets the next
// sequence number for its recipient and, where the recipient's card is at hand,
// is sealed and handed to the outbox in that same transaction; otherwise it is
// [Waiting] and the card is searched for. From there on the state only moves by
// facts: a custody receipt (stored), the recipient's answer or receipt
// (delivered, read), a refusal (failed), time (expired, announced three days before
// by [ExpiresSoon]). The registered [Handler] of the kind learns of each change in
// the transaction that makes it.
//
// Generations: what is under way is frozen, retries send the same bytes. It is sealed
// anew, as the same message with the same number,
//   - when a newer card shows another device or prekey, since the old key may be gone
//     before the message is fetched. Cards of recipients are looked for daily;
//   - when the recipient answers that it cannot read it and a newer card can be had;
//     it fails only if there is none;
//   - when its person sends it again;
//   - when the recipient lost what it had acknowledged: its receipts say when its
//     database was made, and after another one than before whatever it had got by
//     then is sent again, as far back as the log goes.
//
// Sessions: what is sealed before the recipient's device has answered is signed by the
// identity, with the offer of a session beside it. From the answer on everything, the
// receipts too, is sealed in the session. A message whose session is not known here, or
// does not open it, is parked; a reset, which is signed, names the sessions there are, and
// its sender seals anew, in another session, what is under way. What opens in a session
// that is retired here has one sent too, so that both seal in the same one.
//
// Mailboxes: what is signed goes to the recipient's public mailbox. In a session each
// side says whether it collects from the mailboxes of the pair, as it does from those
// of its contacts; then the one of the week is used.
//
// Incoming: [Service.Receive] opens a batch, and one transaction writes the
// message (by its Handler), the mark that it was seen, its place in the sender's
// sequence, and the receipt that is now due. Nothing is acknowledged before.
//
// Who may write: [contact.Service.Judge] decides by the sender before anything is
// unlocked. What somebody who is blocked sends is dropped, what somebody who was declined
// sends is left where it lies; neither is opened or answered. What else a stranger sends
// beyond three messages, or while all places for requests are taken, is opened, and comes
// in if it is no request, as an order with a ticket; if not, it is left where it lies, and
// all that opening it changed is undone.
//
// Stamps: the first message of a stranger, and a contact request, is left where it lies
// unless its sender has worked for it, see package stamp, or brings what the kind takes
// instead, see [Welcomer]: then its sender becomes no request, and the first other message
// needs a stamp as if it were the first. So what is sealed for somebody
// carries this week's stamp beside it, outside of the message and its hash, until their
// device says that this user is a contact. It is made by a goroutine of its own, the one
// that was wanted last first, and kept; a person who is added by a link is worked for at
// once. Beside it travels the word of somebody who introduced this user, if there is one
// (package introduction): over there it is as good as a stamp, and told.
// Before the stamp is there a message waits as one without a card does, usually a fraction
// of a second. What comes directly without either is answered with "not yet" and the reason:
// its sender keeps it, and it comes in once they are accepted.
//
// Nothing is sealed for a device that this user has not confirmed; it waits, as does
// what would be sealed anew for it.
//
// Contact requests: where no card of a recipient can be found, the recipient is asked
// for it once a day, by a request that is sealed to the identity and holds one's own
// card and stamp. The answer is a receipt, beside which the card travels.
//
// Receipts: one superseding record per peer says which sequence numbers of each
// of its devices have arrived and which were read, as far as that may be told. It is sealed and
// sent like a message but never acknowledged; a lost one is made good by the
// next. A peer can only acknowledge what was sent to that peer.
//
// # Why
//
// A receipt names sequence numbers, not message IDs: a peer's whole history fits
// a few ranges, so each receipt can carry all of it and none depends on another.
//
// The device in an envelope names one run of the program, and numbers begin anew
// with each run. Somebody who puts back a copy of a data folder then never uses a
// number twice, which its recipients would take for a message they have already.
//
// Sealing anew is noted in the transaction that learns the reason, and done in batches
// by one goroutine: a card that comes for ten thousand messages must not hold up the
// one that a person types. The reasons come from the peer, so a new key is heeded once
// in ten minutes at most, a lost database once a day, and refusals ever more slowly; a
// hostile peer gets no more than its own mail again.
//
// A receipt is newer than another one if its database was made later or its version is
// higher: versions begin with a clock, and a new computer's may be behind the old one's.
// Any other database counts as a new one, since its clock may have been wrong too.
//
// What was read is a set of numbers too, not a mark up to which all of it was: a person
// may read some messages without telling, and a mark behind them would tell.
//
// A message that its session cannot open may be forged, since anybody can write a
// name on it: it makes a reset due once an hour, and whoever gets that seals anew
// only for a session that was not named before.
//
// A stamp is asked for before anything of the message is stored, in a session too: then
// the session takes the step back that it made to open it, so that the same bytes open
// later.
//
// What is written later must not overtake what waits for a stamp. So with the word that
// none is needed, which comes with a contact's first message, all that waits is sealed in
// the same transaction.
//
// One's own card travels inside the first messages, until the peer has
// acknowledged one that had it: someone who was never met can answer at once.
package delivery
