// Package contact knows people: by peer ID, with the newest card of each.
//
// A person is a contact once one added them, answered or accepted them. Who writes
// and is none is a stranger, kept as a request: [Service.Judge] lets three messages
// of each come in, the first one only if it is stamped (package stamp: its sender has
// worked for it) or a contact introduced them, and [MaxRequests] strangers at a time,
// [MaxIntroduced] more of those who were introduced. What goes beyond that, unless it is
// no request at all, is left where it lies, at a push node or with its sender, neither
// stored nor receipted; it is recalled once the stranger is accepted, or once there is
// room, so none is lost. Who was declined stays out in the same way until they are added. What comes
// from somebody who is blocked is dropped and never answered, and they are told
// nothing of this user, not even that.
//
// [Service.Introduce] makes two contacts known to each other, by a link with a word in it
// (package introduction). Whoever adds such a link keeps the word ([Service.WordFor]) and
// brings it along until they are known over there, or it is too old.
//
// A card says how to
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
// The identity is the peer ID, so it never changes. The device on a card does, when
// somebody restores their identity from its words, on a new computer or because the
// words were stolen: no signature tells the two apart. The first device seen is
// believed in; from another one on nothing is sealed for that person until this user
// has confirmed it ([Service.ConfirmDevice]), however well or little they knew each
// other, since it may be thirty days of messages that the new device would be sent.
// A new prekey of the same device needs no word. The safety number ([SafetyNumber])
// proves that nobody stands between two people; that the one who has the device is the
// person, they have to ask them on another way, which is what comparing it amounts to.
//
// A card may say that its owner wants nobody to see whether they are here, and when
// they were last. Then that is neither noted nor shown, from the moment on in which
// this program has the card: as a rule that comes with the next message.
//
// One's own card is signed anew when something on it changed (name, push nodes,
// addresses, prekey, that wish) and handed to [Service.OnSelf] for publication. Once others can
// find it ([Service.Published]) the prekeys before count as replaced, and a complete
// drain long after that ([Service.Drained]) lets them go.
//
// # Why
//
// When all places for requests are taken a new stranger stays out, whatever their
// stamp cost: to put somebody out who is shown already would let a flood delete what
// honest people wrote. The price of a flood is its stamps, and it ends with answering.
// Those who are introduced have places of their own, since a flood has no such word; the
// places have an end, as has the number whom one contact may introduce at a time, since one
// of one's contacts may be the flood: more of theirs need a stamp.
//
// A stamp is asked for with the first message that comes, and not with the two others:
// what it pays for is the place among the requests, and one stamp would be good for all
// three anyway.
package contact
