// Package s3 keeps blocks in a bucket of any service that speaks S3.
//
// An object is named prefix + the block's random name. Recipients fetch it by https,
// in one of two ways that the person chooses:
//
//   - presigned: the address carries a signature of our key and works for 7 days,
//     the longest that S3 allows; the bucket stays closed. [depot.Place.Until] says
//     when a fresh address is due.
//   - public: the bucket lets everybody read objects under the prefix, but list none.
//     The name cannot be guessed, and the address works as long as the block lies there.
//
// # Errors
//
// S3 says what is wrong by a code in XML, see kinds. A bucket that is not there is
// [depot.ErrPermanent], also for a block that was in it: the account needs a person,
// while [depot.ErrNotFound] would have the block put again for ever.
//
// # Why
//
// minio-go repeats failed calls by itself; it is told not to, since the retries of
// all providers are counted in one place. It never creates a bucket: who mistypes a
// name should be told, not billed. It takes a pause that a service asks for to itself,
// and believes what any web page in between answers; so the transport looks at
// answers first.
package s3
