// Package pb holds the protobuf shapes that travel between a peer and those who
// help it while somebody is away: the parts of a deposit (deposit.proto), the
// talk with a push node (push.proto), and the direct way (direct.proto).
//
// The .proto files carry the comments; the Go files beside them are generated
// and committed. Only the wire.go of the package that owns a shape may use it:
// everything else works with that package's own types. What is hashed or signed
// has a fixed binary layout instead (see package deposit), since protobuf does
// not promise one encoding for one value.
//
// Generating needs protoc (Debian: protobuf-compiler); the Go plugin is pinned
// in go.mod.
package pb

//go:generate sh -c "cd ../.. && go tool protoc-gen-go --version >&2 && protoc -I. --plugin=$(go tool -n protoc-gen-go) --go_out=. --go_opt=paths=source_relative offline/pb/*.proto"
