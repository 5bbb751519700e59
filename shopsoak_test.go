//go:build soak

package main

import "testing"

// Two hundred orders of twenty people.
func TestSoakManyOrders(t *testing.T) { newFair(t, 20, 10).goes() }
