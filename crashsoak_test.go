//go:build soak

package main

import "testing"

// The other machines of the ways without a push node die as well, and the sender when
// she comes back.
func TestSoakCrash(t *testing.T) {
	crashStory{"pointers", withoutPushNode, (*crashTown).pointers, []string{"recipient", "holder"}}.run(t)
	crashStory{"provider", withBucket, (*crashTown).provider, []string{"sender again"}}.run(t)
}
