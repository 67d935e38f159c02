"""The semantic layer of the sample: measures, dimensions, filters, policy, join paths, and the SQL they compose to.

One business concept is one expression everywhere; that is what makes the expected SQL learnable.
"""
import re

# --- the business, once --------------------------------------------------------------------------------------------

NET = "SUM(ord_ln.net_cts) / 100.0"
MARGIN_CTS = "SUM(ord_ln.net_cts - ord_ln.qty * ord_ln.cst_cts)"
MEASURES = {  # name: (root table, expression)
    "sales": ("ord_ln", NET),
    "units": ("ord_ln", "SUM(ord_ln.qty)"),
    "margin": ("ord_ln", f"{MARGIN_CTS} / 100.0"),
    "margin rate": ("ord_ln", f"100.0 * {MARGIN_CTS} / SUM(ord_ln.net_cts)"),
    "orders": ("ord_hdr", "COUNT(DISTINCT ord_hdr.ord_id)"),
    "order value": ("ord_ln", f"{NET} / COUNT(DISTINCT ord_hdr.ord_id)"),
    "buyers": ("ord_hdr", "COUNT(DISTINCT ord_hdr.cust_id)"),
    "discounts": ("ord_ln", "SUM(ord_ln.dsc_cts) / 100.0"),
    "return rate": ("ord_ln", "100.0 * SUM(ord_ln.rtn_qty) / SUM(ord_ln.qty)"),
    "freight": ("ord_hdr", "SUM(ord_hdr.frt_cts) / 100.0"),
    "days to ship": ("ord_hdr", "AVG(ord_hdr.shp_lag_d)"),
    "customers": ("cust", "COUNT(DISTINCT cust.cust_id)"),
    "refunds": ("rtn", "SUM(rtn.rfd_cts) / 100.0"),
    "returns": ("rtn", "COUNT(DISTINCT rtn.rtn_id)"),
    "stock": ("inv", "SUM(inv.oh_qty)"),
    "stock value": ("inv", "SUM(inv.oh_qty * itm.std_cst_cts) / 100.0"),
    "rating": ("rvw", "AVG(rvw.strs)"),
    "reviews": ("rvw", "COUNT(DISTINCT rvw.rvw_id)"),
    "products": ("itm", "COUNT(DISTINCT itm.sku_id)"),
    "list price": ("itm", "AVG(itm.lst_prc_cts) / 100.0"),
    "weight": ("itm", "AVG(itm.wgt_g) / 1000.0"),
}
DIMENSIONS = {  # name: (expression, key to group by first, path to take where there are two)
    "region": ("rgn.rgn_nm", None, None),
    "home region": ("rgn.rgn_nm", None, "rgn@home"),
    "category": ("cat.cat_nm", None, None),
    "brand": ("brd.brd_nm", None, None),
    "product": ("itm.itm_nm", "itm.sku_id", None),
    "segment": ("seg.seg_nm", None, None),
    "customer": ("cust.cust_nm", "cust.cust_id", None),
    "customer type": ("cust.cust_typ_cd", None, None),
    "channel": ("ord_hdr.chan_cd", None, None),
    "status": ("ord_hdr.ord_stat", None, None),
    "warehouse": ("whs.whs_nm", None, None),
    "rep": ("rep.rep_nm", None, None),
    "account manager": ("rep.rep_nm", None, "rep@account"),
    "year": ("fisc_cal.fy", None, None),
    "quarter": ("fisc_cal.fq_lbl", None, None),
    "month": ("fisc_cal.cal_ym", None, None),
    "reason": ("rtn.rsn_cd", None, None),
}
FILTERS = {
    "online": "ord_hdr.chan_cd = 'W'",
    "store": "ord_hdr.chan_cd = 'S'",
    "phone": "ord_hdr.chan_cd = 'P'",
    "express": "ord_hdr.prio_cd = 'E'",
    "cancelled": "ord_hdr.ord_stat = 'C'",
    "on hold": "ord_hdr.ord_stat = 'H'",
    "open": "ord_hdr.ord_stat = 'O'",
    "returned": "ord_hdr.ord_stat = 'R'",
    "no rep": "ord_hdr.rep_id IS NULL",
    "wholesale": "cust.cust_typ_cd = 'W'",
    "guide": "cust.cust_typ_cd = 'G'",
    "retail": "cust.cust_typ_cd = 'R'",
    "loyalty": "cust.loy_flg = 'Y'",
    "active": "cust.stat_cd = 'A'",
    "dormant": "cust.stat_cd = 'D'",
    "no email": "cust.eml_ad IS NULL",
    "own brand": "brd.own_flg = 1",
    "discontinued": "itm.disc_flg = 1",
    "current range": "itm.disc_flg = 0",
    "out of stock": "inv.oh_qty = 0",
    "low stock": "inv.oh_qty < inv.ror_pt",
    "damaged": "rtn.rsn_cd = 'DM'",
    "defective": "rtn.rsn_cd = 'DF'",
    "wrong size": "rtn.rsn_cd = 'SZ'",
    "wrong item": "rtn.rsn_cd = 'WI'",
    "changed mind": "rtn.rsn_cd = 'CM'",
    "five star": "rvw.strs = 5",
    "poor review": "rvw.strs <= 2",
    "this year": "fisc_cal.fy_ofs = 0",
    "last year": "fisc_cal.fy_ofs = -1",
    "last quarter": "fisc_cal.fq_ofs = -1",
}
# company policy: which rows count at all, unless the question asks about the very status
POLICY = {
    "ord_hdr": [("ord_hdr.ord_stat", "ord_hdr.ord_stat <> 'C'"), ("ord_hdr.tst_flg", "ord_hdr.tst_flg = 0")],
    "cust": [("cust.stat_cd", "cust.stat_cd <> 'X'")],
    "rvw": [("rvw.pub_flg", "rvw.pub_flg = 1")],
}
PATHS = {  # fact table: table -> (the table it hangs on, join condition)
    "ord_hdr": {
        "ord_ln": ("ord_hdr", "ord_ln.ord_id = ord_hdr.ord_id"),
        "itm": ("ord_ln", "itm.sku_id = ord_ln.sku_id"),
        "cust": ("ord_hdr", "cust.cust_id = ord_hdr.cust_id"),
        "rgn": ("ord_hdr", "rgn.rgn_cd = ord_hdr.shp_rgn_cd"),
        "rgn@home": ("cust", "rgn.rgn_cd = cust.bill_rgn_cd"),
        "rep": ("ord_hdr", "rep.rep_id = ord_hdr.rep_id"),
        "rep@account": ("cust", "rep.rep_id = cust.acct_rep_id"),
        "whs": ("ord_hdr", "whs.whs_id = ord_hdr.whs_id"),
        "fisc_cal": ("ord_hdr", "fisc_cal.dt_key = ord_hdr.ord_dt"),
    },
    "cust": {
        "rgn": ("cust", "rgn.rgn_cd = cust.bill_rgn_cd"),
        "rgn@home": ("cust", "rgn.rgn_cd = cust.bill_rgn_cd"),
        "rep@account": ("cust", "rep.rep_id = cust.acct_rep_id"),
    },
    "rtn": {
        "ord_hdr": ("rtn", "ord_hdr.ord_id = rtn.ord_id"),
        "itm": ("rtn", "itm.sku_id = rtn.sku_id"),
        "cust": ("ord_hdr", "cust.cust_id = ord_hdr.cust_id"),
        "rgn": ("ord_hdr", "rgn.rgn_cd = ord_hdr.shp_rgn_cd"),
        "whs": ("ord_hdr", "whs.whs_id = ord_hdr.whs_id"),
        "fisc_cal": ("rtn", "fisc_cal.dt_key = rtn.rtn_dt"),
    },
    "inv": {
        "itm": ("inv", "itm.sku_id = inv.sku_id"),
        "whs": ("inv", "whs.whs_id = inv.whs_id"),
    },
    "rvw": {
        "itm": ("rvw", "itm.sku_id = rvw.sku_id"),
        "cust": ("rvw", "cust.cust_id = rvw.cust_id"),
        "fisc_cal": ("rvw", "fisc_cal.dt_key = rvw.rvw_dt"),
    },
    "itm": {},
}
for hops in PATHS.values():
    hops.setdefault("cat", ("itm", "cat.cat_cd = itm.cat_cd"))
    hops.setdefault("brd", ("itm", "brd.brd_id = itm.brd_id"))
    hops.setdefault("seg", ("cust", "seg.seg_cd = cust.seg_cd"))
PATHS["ord_ln"] = {**PATHS["ord_hdr"], "ord_hdr": ("ord_ln", "ord_hdr.ord_id = ord_ln.ord_id")}
del PATHS["ord_ln"]["ord_ln"]


# --- composing SQL -------------------------------------------------------------------------------------------------

def literal(value):
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def listed(filters):
    """One filter or several, as a list."""
    if isinstance(filters, str) or isinstance(filters, tuple) and filters:
        return [filters]
    return list(filters)


def condition(item):
    """One filter of a question as SQL, and the path it asks for."""
    if isinstance(item, str):
        return FILTERS[item], None
    kind, *values = item
    if kind == "sql":
        return values[0], None
    if kind == "quarter of":
        return f"fisc_cal.fy = {values[0]} AND fisc_cal.fq = {values[1]}", None
    if kind == "dates":
        return f"ord_hdr.ord_dt BETWEEN {values[0]} AND {values[1]}", None
    negated = kind.startswith("not ")
    expression, _, path = DIMENSIONS[kind.removeprefix("not ")]
    value = values[0]
    if isinstance(value, list):
        return f"{expression} {'NOT IN' if negated else 'IN'} ({', '.join(map(literal, value))})", path
    return f"{expression} {'<>' if negated else '='} {literal(value)}", path


def tables_in(text):
    """Tables named outside of strings and subqueries."""
    text = re.sub(r"\(SELECT .*\)", "", text)
    return re.findall(r"\b([a-z_]+)\.[a-z_]+", re.sub(r"'[^']*'", "''", text))


def from_where(root, texts, paths, conditions, policy=True):
    """FROM, JOINs and WHERE for one fact table and everything the texts name."""
    special = {p.split("@")[0]: p for p in paths if p}
    wanted, order = [], []
    for text in [*texts, *conditions]:
        for table in tables_in(text):
            if table not in wanted:
                wanted.append(table)

    def reach(table):
        if table == root or table in order:
            return
        step = special.get(table, table)
        parent, _ = PATHS[root][step]
        reach(parent)
        order.append(table)

    if root == "ord_ln":
        reach("ord_hdr")
    for table in wanted:
        reach(table)
    joins = [f"JOIN {t} ON {PATHS[root][special.get(t, t)][1]}" for t in order]
    where = list(conditions)
    if policy:
        # policy of the fact table; order policy whenever orders are the subject
        for table in [root] if root != "ord_ln" else ["ord_hdr"]:
            where += [rule for column, rule in POLICY.get(table, []) if not any(column in c for c in conditions)]
    text = " ".join([f"FROM {root}", *joins])
    return text + (" WHERE " + " AND ".join(where) if where else "")


def ask(measure, by=(), w=(), top=None, bottom=None, which=None, having=None):
    """The SQL for: measure(s), by dimension(s), with filters; ranked, the single best, or those past a threshold."""
    measures = [measure] if isinstance(measure, str) else list(measure)
    dims = [by] if isinstance(by, str) else list(by)
    filters = listed(w)
    roots = [MEASURES[m][0] for m in measures]
    root = "ord_ln" if "ord_ln" in roots else roots[0]
    made = [condition(f) for f in filters]
    if root == "itm" and any("inv" in tables_in(c) for c, _ in made):
        root = "inv"
    expressions = [MEASURES[m][1] for m in measures]
    columns = [DIMENSIONS[d][0] for d in dims]
    keys = [k for d in dims for k in (DIMENSIONS[d][1], DIMENSIONS[d][0]) if k]
    paths = [DIMENSIONS[d][2] for d in dims] + [p for _, p in made]
    body = from_where(root, columns + expressions, paths, [c for c, _ in made])
    if keys:
        body += " GROUP BY " + ", ".join(keys)
    if having:
        body += f" HAVING {expressions[0]} {having}"
    tail = ""
    if which or top or bottom:
        descending = which == "most" or top
        tail = f" ORDER BY {expressions[0]}{' DESC' if descending else ''} LIMIT {top or bottom or 1}"
    full = "SELECT " + ", ".join(columns + expressions) + " " + body + tail
    if which or having:  # "which …" asks for the names; showing the figure too is also right
        return ["SELECT " + ", ".join(columns) + " " + body + tail, full]
    return [full]


def rows(columns, root, w=(), order=None, paths=(), limit=None):
    """The SQL for a list of things, without aggregation."""
    filters = listed(w)
    made = [condition(f) for f in filters]
    body = from_where(root, [columns], [*paths, *[p for _, p in made]], [c for c, _ in made])
    tail = (f" ORDER BY {order}" if order else "") + (f" LIMIT {limit}" if limit else "")
    keyed = {"cust.cust_nm": "cust.cust_id, ", "itm.itm_nm": "itm.sku_id, "}.get(columns)  # a key beside the name is also right
    return [f"SELECT {extra}{columns} {body}{tail}" for extra in ("", keyed) if extra is not None]


def share(what, part, w=()):
    """The SQL for: what percentage of a measure has a property."""
    test = FILTERS[part] if part in FILTERS else part
    inner = {"sales": "ord_ln.net_cts", "units": "ord_ln.qty"}
    filters = listed(w)
    made = [condition(f) for f in filters]
    if what in inner:
        expression = f"100.0 * SUM(CASE WHEN {test} THEN {inner[what]} ELSE 0 END) / SUM({inner[what]})"
        root = "ord_ln"
    else:
        root, key = {"orders": ("ord_hdr", "ord_hdr.ord_id"), "customers": ("cust", "cust.cust_id")}[what]
        expression = f"100.0 * COUNT(DISTINCT CASE WHEN {test} THEN {key} END) / COUNT(DISTINCT {key})"
    return [f"SELECT {expression} " + from_where(root, [expression], [p for _, p in made], [c for c, _ in made])]


def never(columns, root, key, inner_root, inner_key, w=(), inner=()):
    """The SQL for things without a matching fact: customers that never ordered, products never returned."""
    made = [condition(f) for f in inner]
    sub = f"SELECT {inner_key} " + from_where(inner_root, [inner_key], [p for _, p in made], [c for c, _ in made])
    return rows(columns, root, [*listed(w), ("sql", f"{key} NOT IN ({sub})")])
