// Package contact knows people: by peer ID, with the newest card of each.
//
// A person is a contact once one added them, answered or accepted them; a
// stranger who wrote is kept with the standing of a request. A card says how to
// seal for someone and who holds their mail, so nothing can be sealed without
// one. Where no card is at hand, [Service.Seek] notes the search in the caller's
// transaction and it goes on by the retry rule until the card comes: from one's
// own push nodes, from the places a link named, from the peer itself. A card
// that comes is stored in one transaction with whatever [Service.OnCard] does.
//
// A card at hand may be out of date. While mail is under way to a peer a newer one
// is looked for every day ([Service.KeepFresh]), and at once when the peer says that
// it cannot read what was sealed to the old one ([Service.Renew]). That the card is
// still the newest is believed at the third attempt only, and then said to
// [Service.OnSame].
//
// A card may say that its owner wants nobody to see whether they are here, and when
// they were last. Then that is neither noted nor shown, from the moment on in which
// this program has the card: as a rule that comes with the next message.
//
// One's own card is signed anew when something on it changed (name, push nodes,
// addresses, prekey, that wish) and handed to [Service.OnSelf] for publication. Once others can
// find it ([Service.Published]) the prekeys before count as replaced, and a complete
// drain long after that ([Service.Drained]) lets them go.
package contact
