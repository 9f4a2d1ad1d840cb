"""A first look at the current release: tables, trace and checks, as a notebook of plain cells."""

# %% [markdown]
# # Nhìn lần đầu vào bản công bố hiện hành (a first look at the current release)
# Mở bằng VS Code hoặc Jupyter (jupytext), hoặc chạy thẳng: `.venv/bin/python notebooks/first_look.py [tỉnh]`.
# Chỉ đọc; một `assert` sai thì dừng với mã 1.

# %%
import sys

import polars as pl

from pipelines.publication.release.current import current_release
from pipelines.settings import places
from pipelines.warehouse.query import query

province = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].isdigit() else "08"
release = current_release(places(province)).folder
pl.Config.set_tbl_rows(20)
print(f"Bản công bố: {release.name}")

# %% [markdown]
# ## Đã nhận đủ chưa? (completeness)

# %%
completeness = query(release, "select * from completeness order by period_code, form_code")
print(completeness)
states = ("n_read", "n_unreadable", "n_waiting", "n_withdrawn", "n_missing", "n_not_due")
assert (completeness["n_due"] == completeness.select(states).sum_horizontal()).all()

# %% [markdown]
# ## Tháng gần nhất: tỷ lệ của tỉnh, dựng lại từ tổng tử số và tổng mẫu số của các xã

# %%
ratios = query(
    release,
    """
    select indicator_name_vi, value, uom_symbol_vi, numerator, denominator, n_areas, n_areas_expected
    from indicator_value
    where source_code = 'commune_sum' and denominator is not null and measure_code = 'in_period'
        and period_code = (select max(period_code) from completeness where form_code = 'XA-01' and n_read > 0)
    order by indicator_name_vi
    """,
)
print(ratios)
assert ratios.filter(pl.col("n_areas") > pl.col("n_areas_expected")).is_empty()

# %% [markdown]
# ## Chỉ số đổi mới sáng tạo cấp xã (nội bộ, không chính thức): mười xã đầu

# %%
scores = query(
    release,
    """
    select rank, area_name_vi, round(score, 2) as score, round(coverage, 2) as coverage, n_field
    from index_score
    where node_code = 'CXI' and series = 'computed' and score is not null
        and period_code = (select max(period_code) from completeness where form_code = 'XA-01' and n_read > 0)
    order by rank, area_name_vi
    """,
)
print(scores.head(10))
assert scores["rank"].min() == 1

# %% [markdown]
# ## Đang tạm giữ gì, và đang cho thấy giá trị nào thay thế?

# %%
held = query(
    release,
    """
    select area_name_vi, indicator_name_vi, period_code, reason_detail, value, shown_period_code, shown_release_id
    from indicator_value where state = 'held' order by area_name_vi, indicator_name_vi
    """,
)
print(held)
assert held.filter(pl.col("value").is_not_null() & pl.col("shown_release_id").is_null()).is_empty()
