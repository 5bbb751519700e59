// Package envelope seals what one device says to one peer into a block that shows
// nothing but its size.
//
// [Seal] takes a [Message] and a [Prekey] of the recipient and makes a block of
// exactly 8 KiB or 32 KiB; [Open] finds the private prekey, takes the block apart
// and checks who wrote it. Push nodes, pointer holders and storage providers see
// such blocks only. [SealBody] and [OpenBody] do the same, without a sender, for
// the small body of a deposit record.
//
// # What the words mean
//
//   - A prekey is a public key of a device, valid for about a week, found on the
//     owner's card. Deleting its private half makes what was sealed to it
//     unreadable for ever: forward secrecy for first messages.
//   - A generation is one sealing of a message. Sealing it again, for a newer
//     prekey say, gives other bytes but the same hash, so a chain of hashes does
//     not break.
//   - The form of an envelope says what proves its sender. Form 1 is a signature
//     of the identity key. Form 2 is a session, see package session.
//   - What is aside travels beside a message and belongs to one generation: the
//     offer of a session, say. It is no part of the hash.
//
// # The block, byte by byte
//
// Numbers are big-endian. L is 8,192 or 32,768.
//
//	   0     1  suite, 1: HPKE (RFC 9180, draft-ietf-hpke-pq) base mode with KEM
//	            MLKEM768-P256 (0x0050), HKDF-SHA256, AES-256-GCM
//	   1     4  tag, which prekey opens this: the first bytes of
//	            SHA-256("restante/1/prekey tag\x00" ‖ SHA-256(public) ‖ SHA-256(enc))
//	   5  1153  enc, the encapsulated key: 1,088 bytes ML-KEM, 65 bytes P-256
//	1158   L-…  AES-256-GCM of the content, with the 5 bytes before enc as
//	            associated data, 16 bytes of authenticator at the end
//
// The HPKE info is "restante/1/envelope\x00" ‖ the recipient's peer ID in binary.
// The first 1,158 bytes are called the header below. The content:
//
//	0  1  form
//	1  4  n
//	5  n  in form 1 a protobuf Envelope {message, pubkey, signature, aside}
//	      in form 2 what is below
//	      zeros to the end
//
// The n bytes of form 2:
//
//	 0  32  the sender's Ed25519 key
//	32  16  the sending device
//	48   8  the number of the message
//	56   …  a protobuf Envelope as in form 1, sealed in a session
//
// What stands before the session's part proves nothing until that one opens, but
// tells whom to ask if it does not.
//
// The hash of a message, its link in the chain of hashes, is
//
//	SHA-256("restante/1/message\x00" ‖ sender's key (32) ‖ message)
//
// and the signature, by the identity key with purpose "envelope" in form 1 and by a
// key of the session in form 2, is over
//
//	suite (1) ‖ form (1) ‖ SHA-256(header) (32) ‖ hash (32) ‖ SHA-256(aside) (32) ‖ recipient's peer ID
//
// The body of a deposit record has the same first 1,158 bytes, then the content
// n (2) ‖ plain (n) ‖ zeros, in [BodySize] bytes altogether, with the HPKE info
// "restante/1/deposit\x00" ‖ the recipient's peer ID.
//
// # Sessions
//
// Key and nonce of a text in form 2 are derived from the session's message key and
// SHA-256(header). Since enc is fresh in every block, a disk that was rolled back
// never uses a nonce twice. The form is under the outer encryption: nobody outside
// can tell first messages from later ones.
//
// # Contact requests
//
// Suite 2 is for somebody of whom only the peer ID is known: DHKEM(X25519) to the
// X25519 form of the identity key, in a block that is cut alike. See [SealRequest].
//
// # What is promised
//
//   - Only a holder of the private prekey reads a block, also if either ML-KEM-768
//     or P-256 turns out to be broken.
//   - A changed bit anywhere makes a block unreadable.
//   - An opened message was written by its Sender, for this recipient and in this
//     block: whoever received it cannot seal it to somebody else as from the
//     sender, and cannot put it into a second block.
//   - All blocks of one size look alike, whatever they hold. Text up to some 6,700
//     bytes fits the small size, 4,300 in a session.
//
// # What is not
//
//   - A signature of form 1 convinces anybody whom the recipient shows it to; that of
//     form 2 is by a key which nothing ties to its owner.
//   - The same block opens as often as it is given to Open: its receiver remembers
//     what it has seen.
//   - The tag hides the recipient from those who don't have the card. Somebody who
//     has it can test a block against it.
//   - Whoever steals a prekey reads of form 2 what stands outside of the session: the
//     sender, the number of the message, and which session it is.
//   - Signatures are not post-quantum: a future machine could forge, but not read
//     what was recorded.
//   - Private prekeys that leak open everything sealed to them. Deleting one
//     overwrites it in the database; a copy that a backup or the disk itself kept
//     is out of reach.
//
// It is built from standard parts, not audited.
//
// # Why
//
// Protobuf inside, fixed offsets outside: what strangers can send is cut at fixed
// places before anything is parsed. Zeros are padding enough because all of it is
// encrypted and authenticated. The standard library's HPKE has base mode only, so
// the sender is proved by a signature inside, and that signature names recipient
// and header because sign-then-encrypt alone can be forwarded.
package envelope
