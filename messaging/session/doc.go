// Package session keeps what two devices say to each other private even when the
// keys of one of them are stolen.
//
// A [Session] is one end of a double ratchet. It has a root, and from the root a
// chain of keys for each direction. Every message takes the next key of a chain,
// which is then gone; every change of direction mixes a new key agreement into
// the root:
//
//	alice, offer, err := session.New(aliceID, bobID) // the offer travels in signed envelopes
//	bob, err := session.Accept(bobID, aliceID, offer)
//	sealed, err := bob.Seal(bind, plain)             // bob may speak at once
//	opened, err := alice.Open(bind, sealed, skipped) // and alice from here on
//
// A Session computes and stores nothing. The [Book] of a device keeps all of them,
// in the caller's transaction, so that the changed session, the skipped keys and the
// message are committed together:
//
//	talk, err := book.Ready(tx, bob, bobsDevice) // nil: nobody has answered
//	offer, err := book.Offer(tx, bob, bobsDevice)
//	_, err = book.Accept(tx, alice, offer, true)
//	sealed, _, err := envelope.SealIn(talk, alice, bob, prekey, message)
//	message, _, err := envelope.Unlock(bob, locked, book.Ear(tx, alice))
//
// # What the words mean
//
//   - A turn is one key agreement. Turns are numbered from 1; odd ones are made
//     by the side that accepted the offer, even ones by the side that made it.
//
//   - A chain is the keys of one turn. Its messages are numbered from 0.
//
//   - A skipped key belongs to a message that has not come yet, though a later
//     one has.
//
//   - bind is the SHA-256 of the header of the envelope that a message travels
//     in, see package envelope. It is fresh in every envelope.
//
//   - A session is ready when this side can seal in it, and retired when it must not
//     any more. A retired one opens what is still under way, for 30 days.
//
// # One conversation, several sessions
//
// Both sides may offer a session before either has heard of the other's. Both are
// good then, and both sides seal in the one with the lower ID. Sessions are with a
// device: with another device of the peer the old ones are retired, and a device that
// was restored from a backup starts with [Restored]. Nobody offers who has a session to
// seal in, not even with a reset, so whoever accepts an offer retires those that it has.
//
// What comes in a session that is not known, or does not open, says outside of the
// session whom it is from. Its recipient retires the session and tells the sender by a
// signed reset which sessions it has, with an offer beside it if it can seal in none;
// the sender retires all others, and seals anew what is under way in them.
//
// An offer may come late, when the one that crossed it has been answered: then one side
// retires what the other goes on to seal in. Everything opens, but neither side answers
// in the other's session, and no new keys are agreed on. So what opens in a session that
// is retired here, and has overtaken nothing later, makes a reset due too ([Ear.Over]):
// both seal in the same one again after it.
// No message is lost by that, and it is shown once, since its number stays. Package
// delivery does it, and tests it by random schedules of loss, forgetting and disks
// that were put back.
//
// Beside an offer, and in every message, each side says whether the other is a contact.
// From the first such word on this user needs no stamp (package stamp) over there, and
// from the first one in the session on both use the mailboxes of the pair.
//
// Each side signs what it seals with a key of the session, which travels in the offer
// one way and in the first message the other way. Who steals what opens messages
// cannot write them.
//
// # The message, byte by byte
//
// Numbers are big-endian.
//
//	   0    16  the session's ID
//	  16     4  turn
//	  20     4  number in the chain
//	  24     4  how many messages the sender's chain before had
//	  28  1153  enc, the encapsulated key that began the turn
//	1181  1249  the public key for the next turn of the other side
//	2430     …  AES-256-GCM of the text, 16 bytes longer than it, with all the
//	            bytes before and bind as associated data
//
// enc and the public key are in each message of a turn, since any may be lost.
//
// # How keys are made
//
// All by HKDF-SHA-256; the KEM is MLKEM768-P256 by way of HPKE's exporter.
//
//	root        = HKDF(seed, salt "", "restante/1/session root\x00" ‖ ID ‖ initiator ‖ responder)
//	root, chain = HKDF(export, salt root, "restante/1/session turn\x00")
//	chain, key  = Expand(chain, "restante/1/session chain\x00")
//	key, nonce  = HKDF(key, salt bind, "restante/1/session message\x00")
//
// export is HPKE's exporter with info "restante/1/session turn\x00" ‖ ID ‖ turn.
// Both peer IDs are preceded by their length in one byte.
//
// # What is promised
//
//   - Who steals a session at time t cannot open what was opened before t.
//   - Nor what is sealed after the next two turns, one in each direction, unless
//     he stays and takes part.
//   - Both also hold against somebody who breaks either ML-KEM-768 or P-256.
//   - Messages may be lost, doubled and come in any order. Each opens once; of
//     those that were overtaken the newest [MaxSkip] of a turn.
//   - What does not open changes nothing.
//   - A copy of an old state that goes on sealing gives other keys and nonces,
//     since bind is another one each time. What it seals with keys that were used
//     before does not open, and comes again in another session.
//
// # What is not
//
//   - Messages that wait in envelopes for somebody who has not answered yet have
//     the protection of the prekey they were sealed to: the offer is in them.
//   - A thief who steals a session and answers in its owner's place takes over
//     the conversation, until the owner and the peer see that nothing opens any
//     more.
//   - Skipped keys open the messages they are for as long as they are kept.
//   - What a session was before stays in the log of the database for an hour while the
//     program runs, longer only while a backup is made: a thief of the running computer
//     has it, see package vault.
//
// # Sources
//
// The ratchet in the form of Alwen, Coretti and Dodis, "The Double Ratchet:
// Security Notions, Proofs, and Modularization", EUROCRYPT 2019: the KEM is the
// continuous key agreement, the chain the forward-secure AEAD, HKDF the
// PRF-PRNG. Signal's specification "The Double Ratchet Algorithm" for skipped
// keys. RFC 9180 section 5.3 for the exporter, RFC 5869 for HKDF.
//
// # Why
//
// The seed of the root is a random value inside a signed and sealed first
// message, not an export of that message's own key agreement: a first contact is
// often several messages, none of which may have arrived, and all of them have to
// lead to the same session. It is as well protected as the text beside it.
//
// Built from standard parts, not audited.
package session
