//go:build soak

package main

import "testing"

// The other machines of the way without a push node die as well.
func TestSoakCrash(t *testing.T) {
	crashStory{"pointers", withoutPushNode, (*crashTown).pointers, []string{"recipient", "holder"}}.run(t)
}
