package dropbox

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/files"
	"github.com/dropbox/dropbox-sdk-go-unofficial/v6/dropbox/users"

	"restante/offline/provider/depot"
)

// List goes through the folder. If Dropbox has forgotten the cursor it begins anew,
// and some entries come twice.
func (b *box) List(ctx context.Context, cursor string) (depot.Page, error) {
	result, err := b.page(ctx, cursor)
	if cursor != "" && tagged(err, "reset") {
		result, err = b.page(ctx, "")
	}
	if err = known(err); err != nil {
		if gone(err) { // nothing was ever put
			return depot.Page{}, nil
		}
		return depot.Page{}, err
	}
	return entries(result)
}

func (b *box) page(ctx context.Context, cursor string) (*files.ListFolderResult, error) {
	if cursor != "" {
		return b.files.ListFolderContinueContext(ctx, files.NewListFolderContinueArg(cursor))
	}
	arg := files.NewListFolderArg(b.folder)
	arg.Limit = depot.MaxPage
	return b.files.ListFolderContext(ctx, arg)
}

func entries(result *files.ListFolderResult) (p depot.Page, err error) {
	if result == nil || result.Cursor == "" {
		return p, fmt.Errorf("%w: half a list", depot.ErrTransient)
	}
	if result.HasMore {
		p.Next = result.Cursor
	}
	for _, any := range result.Entries {
		if f, ok := any.(*files.FileMetadata); ok && f != nil && depot.IsName(f.Name) {
			p.Entries = append(p.Entries, depot.Entry{
				Ref:    depot.Ref{Name: f.Name},
				Size:   amount(f.Size),
				Stored: time.Time(f.ServerModified),
			})
		}
	}
	return p, nil
}

// Usage is that of the whole account, or of the team that pays for it.
func (b *box) Usage(ctx context.Context) (u depot.Usage, err error) {
	space, err := b.users.GetSpaceUsageContext(ctx)
	if err = known(err); err != nil {
		return u, err
	}
	if space == nil || space.Allocation == nil {
		return u, fmt.Errorf("%w: half an answer", depot.ErrTransient)
	}
	return usage(space), nil
}

func usage(space *users.SpaceUsage) depot.Usage {
	team, alone := space.Allocation.Team, space.Allocation.Individual
	switch {
	case alone != nil:
		return depot.Usage{Used: amount(space.Used), Quota: amount(alone.Allocated)}
	case team != nil && team.UserWithinTeamSpaceAllocated > 0:
		return depot.Usage{Used: amount(space.Used), Quota: amount(team.UserWithinTeamSpaceAllocated)}
	case team != nil:
		return depot.Usage{Used: amount(team.Used), Quota: amount(team.Allocated)}
	}
	return depot.Usage{Used: amount(space.Used)}
}

func amount(n uint64) int64 { return int64(min(n, math.MaxInt64)) }
