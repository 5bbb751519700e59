// Package pb holds the protobuf shapes of what people mean, as they travel
// sealed between two users: chat text, receipts, the signed envelope around
// them, and the card a user publishes.
//
// The .proto files carry the comments; the Go files beside them are generated
// and committed. Only the wire.go of each package that owns a shape may use
// them: everything else works with that package's own types.
//
// Generating needs protoc (Debian: protobuf-compiler); the Go plugin is pinned
// in go.mod.
package pb

// The files are named from the module's root, since protobuf keeps one register
// of file names for the whole program.

//go:generate sh -c "cd ../.. && go tool protoc-gen-go --version >&2 && protoc -I . -I messaging/pb --plugin=$(go tool -n protoc-gen-go) --go_out=. --go_opt=paths=source_relative messaging/pb/*.proto"
