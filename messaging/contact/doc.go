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
// One's own card is signed anew when something on it changed (name, push nodes,
// addresses, prekey) and handed to [Service.OnSelf] for publication.
package contact
