package ucantest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"maps"
	"net/http"

	"github.com/multiformats/go-multihash"
	"github.com/storacha/go-ucanto/core/car"
	"github.com/storacha/go-ucanto/core/ipld"
	"github.com/storacha/go-ucanto/core/message"
	"github.com/storacha/go-ucanto/core/receipt"
	thttp "github.com/storacha/go-ucanto/transport/http"

	"restante/offline/provider/depot"
)

// invoked runs the calls of a message.
func (s *Service) invoked(w http.ResponseWriter, r *http.Request) {
	answer, err := s.handler.Request(r.Context(), thttp.NewRequest(r.Body, r.Header))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	maps.Copy(w.Header(), answer.Headers())
	w.WriteHeader(answer.Status())
	_, _ = io.Copy(w, answer.Body()) // the client is gone
}

// receipt hands out the receipt of a task that was run later.
func (s *Service) receipt(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	done, ok := s.receipts[r.PathValue("task")]
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	m, err := message.Build(nil, []receipt.AnyReceipt{done})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", car.ContentType)
	_, _ = io.Copy(w, car.Encode([]ipld.Link{m.Root().Link()}, m.Blocks())) // the client is gone
}

// address is where a blob is sent to and fetched from.
func (s *Service) address(digest multihash.Multihash) string {
	return s.url + "/blob/" + digest.HexString()
}

// sent takes the bytes of a blob, as the store behind a service does: none that were
// not announced, none of another hash, none without their length.
func (s *Service) sent(w http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(io.LimitReader(r.Body, depot.MaxBlock+1))
	sum := sha256.Sum256(b)
	digest, bad := multihash.Encode(sum[:], multihash.SHA2_256)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case err != nil || bad != nil || r.ContentLength != int64(len(b)):
		http.Error(w, "MissingContentLength", http.StatusLengthRequired)
	case r.Header.Get(checksumHeader) != checksum(digest), hex.EncodeToString(digest) != r.PathValue("digest"):
		http.Error(w, "BadDigest", http.StatusBadRequest)
	case !s.wanted[string(digest)]:
		http.Error(w, "AccessDenied", http.StatusForbidden)
	default:
		s.content[string(digest)] = b
	}
}

const checksumHeader = "X-Amz-Checksum-Sha256"

func checksum(digest multihash.Multihash) string {
	return base64.StdEncoding.EncodeToString(digest[len(digest)-sha256.Size:])
}

// fetched is what everybody may do.
func (s *Service) fetched(w http.ResponseWriter, r *http.Request) {
	digest, err := hex.DecodeString(r.PathValue("digest"))
	s.mu.Lock()
	b, ok := s.content[string(digest)]
	s.mu.Unlock()
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	_, _ = w.Write(b) // the client is gone
}
