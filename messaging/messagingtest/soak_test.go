//go:build soak

package messagingtest

import (
	"fmt"
	"testing"
)

// A thousand messages, in several towns.
func TestSoakChurn(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { underChurn(t, seed, 1000) })
	}
}
