// Package vectors has no code. Its tests run what others have published to find
// faults in the primitives that Restante is built of, called as Restante calls them:
//
//   - Project Wycheproof, https://github.com/c2sp/wycheproof: edge cases and known
//     attacks. Its files come as a module, which only these tests import.
//   - RFC 9180: testdata/rfc9180.json has two suites, and the first ten encryptions of
//     each, from the test-vectors.json that the RFC refers to.
//   - draft-ietf-hpke-pq: testdata/hpke-pq.json has the vectors of ML-KEM-768 with P-256,
//     shortened, from those that Go's crypto/hpke keeps.
//
// What Restante itself adds is frozen in each package by vectors of its own.
//
// # Why
//
// All but Ed25519 points come from the standard library, which runs most of these
// vectors too. They are run here for the assumptions on top: that a key is refused
// when it is parsed and not when it is used, that a secret of zeros is an error, and
// that a later Go still answers as this one does.
package vectors
