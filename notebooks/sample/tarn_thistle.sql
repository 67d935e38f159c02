-- Tarn & Thistle Outfitters: the sample business, built from arithmetic alone.
-- Plain SQLite (3.40 or newer). No random(), no date of today: every build gives the same rows.
-- Company, people, places and brands are invented.

BEGIN;

-- 1. Tables ------------------------------------------------------------------------------------

CREATE TABLE rgn (
  rgn_cd TEXT PRIMARY KEY,
  rgn_nm TEXT NOT NULL
);

CREATE TABLE seg (
  seg_cd TEXT PRIMARY KEY,
  seg_nm TEXT NOT NULL
);

CREATE TABLE cat (
  cat_cd TEXT PRIMARY KEY,
  cat_nm TEXT NOT NULL
);

CREATE TABLE brd (
  brd_id INTEGER PRIMARY KEY,
  brd_nm TEXT NOT NULL,
  own_flg INTEGER NOT NULL
);

CREATE TABLE rep (
  rep_id INTEGER PRIMARY KEY,
  rep_nm TEXT NOT NULL,
  hire_dt INTEGER NOT NULL
);

CREATE TABLE whs (
  whs_id INTEGER PRIMARY KEY,
  whs_nm TEXT NOT NULL,
  rgn_cd TEXT REFERENCES rgn (rgn_cd)
);

CREATE TABLE fisc_cal (
  dt_key INTEGER PRIMARY KEY,
  fy INTEGER NOT NULL,
  fq INTEGER NOT NULL,
  fq_lbl TEXT NOT NULL,
  cal_ym INTEGER NOT NULL,
  fy_ofs INTEGER NOT NULL,
  fq_ofs INTEGER NOT NULL
);

CREATE TABLE cust (
  cust_id INTEGER PRIMARY KEY,
  cust_nm TEXT NOT NULL,
  cust_typ_cd TEXT NOT NULL,
  seg_cd TEXT REFERENCES seg (seg_cd),
  stat_cd TEXT NOT NULL,
  loy_flg TEXT NOT NULL,
  eml_ad TEXT,
  bill_rgn_cd TEXT NOT NULL REFERENCES rgn (rgn_cd),
  acct_rep_id INTEGER REFERENCES rep (rep_id),
  reg_dt INTEGER NOT NULL
);

CREATE TABLE itm (
  sku_id INTEGER PRIMARY KEY,
  itm_nm TEXT NOT NULL,
  cat_cd TEXT NOT NULL REFERENCES cat (cat_cd),
  brd_id INTEGER NOT NULL,              -- no foreign key declared
  lst_prc_cts INTEGER NOT NULL,
  std_cst_cts INTEGER NOT NULL,
  wgt_g INTEGER,
  disc_flg INTEGER NOT NULL
);

CREATE TABLE ord_hdr (
  ord_id INTEGER PRIMARY KEY,
  cust_id INTEGER NOT NULL REFERENCES cust (cust_id),
  ord_dt INTEGER NOT NULL,              -- no foreign key to fisc_cal
  chan_cd TEXT NOT NULL,
  ord_stat TEXT NOT NULL,
  prio_cd TEXT NOT NULL,
  tst_flg INTEGER NOT NULL,
  rep_id INTEGER,                       -- no foreign key declared
  shp_rgn_cd TEXT NOT NULL,             -- no foreign key declared
  whs_id INTEGER NOT NULL REFERENCES whs (whs_id),
  shp_lag_d INTEGER,
  frt_cts INTEGER NOT NULL
);

CREATE TABLE ord_ln (
  ord_id INTEGER NOT NULL REFERENCES ord_hdr (ord_id),
  ln_no INTEGER NOT NULL,
  sku_id INTEGER NOT NULL REFERENCES itm (sku_id),
  qty INTEGER NOT NULL,
  unt_prc_cts INTEGER NOT NULL,
  dsc_cts INTEGER NOT NULL,
  net_cts INTEGER NOT NULL,
  cst_cts INTEGER NOT NULL,
  rtn_qty INTEGER NOT NULL,
  PRIMARY KEY (ord_id, ln_no)
);

CREATE TABLE rtn (
  rtn_id INTEGER PRIMARY KEY,
  ord_id INTEGER NOT NULL REFERENCES ord_hdr (ord_id),
  sku_id INTEGER NOT NULL,              -- no foreign key declared
  rtn_dt INTEGER NOT NULL,
  rtn_qty INTEGER NOT NULL,
  rfd_cts INTEGER NOT NULL,
  rsn_cd TEXT NOT NULL
);

CREATE TABLE inv (
  whs_id INTEGER NOT NULL REFERENCES whs (whs_id),
  sku_id INTEGER NOT NULL REFERENCES itm (sku_id),
  oh_qty INTEGER NOT NULL,
  ror_pt INTEGER NOT NULL,
  PRIMARY KEY (whs_id, sku_id)
);

CREATE TABLE rvw (
  rvw_id INTEGER PRIMARY KEY,
  sku_id INTEGER NOT NULL REFERENCES itm (sku_id),
  cust_id INTEGER NOT NULL,             -- no foreign key declared
  rvw_dt INTEGER NOT NULL,
  strs INTEGER NOT NULL,
  pub_flg INTEGER NOT NULL
);

-- 2. Hashing and word lists (dropped at the end) -----------------------------------------------
-- rnd.a spreads n over 32 bits; rnd.b mixes its halves. Elsewhere (b * P + a) % 2147483647 with a
-- different multiplier P gives an independent-looking number for each attribute.

CREATE TEMP TABLE rnd (n INTEGER PRIMARY KEY, a INTEGER, b INTEGER);
INSERT INTO rnd
WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 32000),
  m AS (SELECT n, (n * 2654435761) % 4294967296 AS a FROM g)
SELECT n, a, ((a % 65521 + 1) * (a / 65536 + 7) * 69621) % 2147483647 FROM m;

CREATE TEMP TABLE first_nm (i INTEGER PRIMARY KEY, w TEXT);
INSERT INTO first_nm VALUES
  (0,'Alba'),(1,'Bram'),(2,'Cato'),(3,'Dorit'),(4,'Eskil'),(5,'Fenna'),(6,'Gregor'),(7,'Hedda'),
  (8,'Ilan'),(9,'Jorun'),(10,'Kasimir'),(11,'Liv'),(12,'Mirela'),(13,'Nuno'),(14,'Odile'),(15,'Piet'),
  (16,'Quinn'),(17,'Runa'),(18,'Sven'),(19,'Tilda'),(20,'Ulrik'),(21,'Vesna'),(22,'Wout'),(23,'Xenia'),
  (24,'Yorick'),(25,'Zelda'),(26,'Anouk'),(27,'Bastian'),(28,'Clio'),(29,'Dario');
CREATE TEMP TABLE last_nm (i INTEGER PRIMARY KEY, w TEXT);
INSERT INTO last_nm VALUES
  (0,'Abelard'),(1,'Brandvold'),(2,'Corvin'),(3,'Dalgaard'),(4,'Esperson'),(5,'Farrow'),(6,'Glint'),
  (7,'Hollander'),(8,'Ivarsen'),(9,'Jansky'),(10,'Kettle'),(11,'Lomond'),(12,'Marrow'),(13,'Nystad'),
  (14,'Oakhurst'),(15,'Pellinor'),(16,'Quade'),(17,'Rasker'),(18,'Solberg'),(19,'Thorne'),(20,'Umber'),
  (21,'Valko'),(22,'Wexley'),(23,'Yarrow'),(24,'Zander'),(25,'Birk'),(26,'Cresswell'),(27,'Dunmore');
CREATE TEMP TABLE shop_nm (i INTEGER PRIMARY KEY, w TEXT);
INSERT INTO shop_nm VALUES
  (0,'Cairn'),(1,'Bivouac'),(2,'Summit'),(3,'Drystone'),(4,'Moorland'),(5,'Glacier'),(6,'Heron'),
  (7,'Ibex'),(8,'Juniper'),(9,'Larch'),(10,'Marmot Hill'),(11,'Nettle'),(12,'Otter'),(13,'Pinewood'),
  (14,'Scree'),(15,'Timberline'),(16,'Windward');
CREATE TEMP TABLE model_nm (i INTEGER PRIMARY KEY, w TEXT);
INSERT INTO model_nm VALUES
  (0,'Larkspur'),(1,'Wayfarer'),(2,'Cinder'),(3,'Halcyon'),(4,'Bracken'),(5,'Nimbus'),(6,'Osprey Point'),
  (7,'Ridgeway'),(8,'Solstice'),(9,'Tumbler'),(10,'Ember'),(11,'Foxtrot'),(12,'Granite'),(13,'Hollow'),
  (14,'Inlet'),(15,'Jackdaw'),(16,'Kelpie'),(17,'Longshore'),(18,'Mistral'),(19,'Nomad'),(20,'Overlook'),
  (21,'Pathfinder');
-- category: code, name, singular noun, lowest list price (cents), spread, lightest weight (g), spread
CREATE TEMP TABLE cat_src (i INTEGER PRIMARY KEY, cd TEXT, nm TEXT, noun TEXT, p0 INTEGER, p1 INTEGER, w0 INTEGER, w1 INTEGER);
INSERT INTO cat_src VALUES
  (0,'TNT','Tents','Tent',17900,42000,1100,3200),
  (1,'BPK','Backpacks','Pack',7900,21000,600,1700),
  (2,'SLB','Sleeping Bags','Sleeping Bag',9900,30000,500,1600),
  (3,'BTS','Boots','Boot',8900,19000,700,1100),
  (4,'RNW','Rainwear','Jacket',6900,25000,180,500),
  (5,'BSL','Base Layers','Base Layer',2900,7000,110,220),
  (6,'CKW','Cookware','Cook Set',2400,9000,150,900),
  (7,'LGT','Lighting','Headlamp',1900,8000,40,160),
  (8,'TPL','Trekking Poles','Poles',3900,12000,260,350),
  (9,'ACC','Accessories','Kit',900,4500,20,400);

-- 3. Lookups -----------------------------------------------------------------------------------

INSERT INTO rgn VALUES
  ('R01','Highmoor'),('R02','Saltcoast'),('R03','Northfell'),('R04','Lakelands'),
  ('R05','Redcliff'),('R06','Greenvale'),('R07','Stonereach'),('R08','Harn Isles');
INSERT INTO seg VALUES
  ('WKH','Weekend Hikers'),('THR','Long-Distance Hikers'),('ALP','Alpinists'),
  ('FAM','Family Campers'),('TRL','Trail Runners');
INSERT INTO cat SELECT cd, nm FROM cat_src ORDER BY i;
INSERT INTO brd VALUES
  (1,'Tarn & Thistle',1),(2,'Fellhaven',1),(3,'Borealin',0),(4,'Ostrel',0),(5,'Grendal',0),(6,'Skarn',0),
  (7,'Vireo Alpine',0),(8,'Murrelet',0),(9,'Quillback',0),(10,'Halvard Works',0),(11,'Petrichor',0),(12,'Tamsin Trail',0);
INSERT INTO rep VALUES
  (1,'Ines Falkner',20140303),(2,'Oren Tasker',20150616),(3,'Mara Lindqvist',20160111),(4,'Tobias Renn',20160905),
  (5,'Safiya Okell',20170220),(6,'Jonas Verhey',20170814),(7,'Petra Calloway',20180402),(8,'Dmitri Hale',20181119),
  (9,'Lucia Brandt',20190325),(10,'Amos Whitlow',20190909),(11,'Noor Castell',20200706),(12,'Erik Sandoval',20210118),
  (13,'Greta Moss',20210830),(14,'Rafael Quist',20220214),(15,'Hanna Drummond',20221003),(16,'Colm Iversen',20240902);
INSERT INTO whs VALUES
  (1,'Aldermoor','R01'),(2,'Brackwater','R02'),(3,'Cinderhill','R03'),
  (4,'Dunmere','R04'),(5,'Eastlock','R06'),(6,'Foxglen','R07');

-- Fiscal year N runs from February 1 of N to January 31 of N + 1. The books stand at 2024-12-15
-- (fiscal 2024, quarter 4), so offset 0 is that year or quarter and -1 the one before.
INSERT INTO fisc_cal
WITH RECURSIVE g(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM g WHERE n < 1095),
  d AS (SELECT date('2022-02-01', '+' || n || ' days') AS dt, date('2022-01-01', '+' || n || ' days') AS x FROM g),
  f AS (SELECT dt,
    CAST(strftime('%Y', dt) AS INTEGER) - (strftime('%m', dt) = '01') AS fy,
    ((CAST(strftime('%m', dt) AS INTEGER) + 10) % 12) / 3 + 1 AS fq FROM d)
SELECT CAST(strftime('%Y%m%d', dt) AS INTEGER), fy, fq, 'FY' || (fy % 100) || '-Q' || fq,
  CAST(strftime('%Y%m', dt) AS INTEGER), fy - 2024, (fy - 2024) * 4 + fq - 4
FROM f;

-- 4. Customers ---------------------------------------------------------------------------------
-- About one in eight is wholesale (W), one in sixteen a guide service (G), the rest retail (R).
-- Merged duplicates (X) stay in the table but have no orders.

INSERT INTO cust
WITH h AS (SELECT n,
    (b * 16807 + a) % 2147483647 % 100 AS typ, (b * 48271 + a) % 2147483647 AS h1,
    (b * 39373 + a) % 2147483647 AS h2, (b * 742938285 + a) % 2147483647 AS h3,
    (b * 950706376 + a) % 2147483647 AS h4, (b * 1226874159 + a) % 2147483647 AS h5,
    (b * 62089911 + a) % 2147483647 AS h6, (b * 1343714438 + a) % 2147483647 AS h7
  FROM rnd WHERE n <= 1600),
t AS (SELECT *, CASE WHEN typ < 12 THEN 'W' WHEN typ < 18 THEN 'G' ELSE 'R' END AS ct FROM h)
SELECT 10000 + t.n,
  CASE t.ct
    WHEN 'R' THEN f.w || ' ' || l.w
    WHEN 'W' THEN s.w || CASE t.h2 % 4 WHEN 0 THEN ' Outdoor Supply' WHEN 1 THEN ' Mountain Shop' WHEN 2 THEN ' Trading Post' ELSE ' & Sons' END
    ELSE s.w || CASE t.h2 % 3 WHEN 0 THEN ' Guides' WHEN 1 THEN ' Expeditions' ELSE ' Trekking School' END
  END,
  t.ct,
  CASE WHEN t.ct <> 'R' OR t.h3 % 29 = 0 THEN NULL
    WHEN t.h3 % 100 < 33 THEN 'WKH' WHEN t.h3 % 100 < 50 THEN 'THR' WHEN t.h3 % 100 < 62 THEN 'ALP'
    WHEN t.h3 % 100 < 84 THEN 'FAM' ELSE 'TRL' END,
  CASE WHEN t.h4 % 100 < 71 THEN 'A' WHEN t.h4 % 100 < 93 THEN 'D' ELSE 'X' END,
  CASE WHEN t.ct = 'R' AND t.h5 % 100 < 38 THEN 'Y' WHEN t.ct = 'G' AND t.h5 % 100 < 15 THEN 'Y' ELSE 'N' END,
  CASE WHEN t.h6 % 100 < 14 THEN NULL
    ELSE lower(replace(replace(CASE WHEN t.ct = 'R' THEN f.w || '.' || l.w ELSE s.w END, ' ', ''), '&', '')) || t.n || '@mail.example' END,
  'R0' || (CASE WHEN t.h7 % 100 < 22 THEN 1 WHEN t.h7 % 100 < 39 THEN 2 WHEN t.h7 % 100 < 52 THEN 3 WHEN t.h7 % 100 < 64 THEN 4
    WHEN t.h7 % 100 < 75 THEN 5 WHEN t.h7 % 100 < 86 THEN 6 WHEN t.h7 % 100 < 94 THEN 7 ELSE 8 END),
  CASE WHEN t.ct = 'R' AND t.h1 % 100 < 91 THEN NULL ELSE 1 + t.h2 / 7 % 15 END,
  CAST(strftime('%Y%m%d', date('2017-03-01', '+' || (t.h1 / 5 % 2740) || ' days')) AS INTEGER)
FROM t
JOIN first_nm f ON f.i = t.h1 % 30
JOIN last_nm l ON l.i = t.h5 / 3 % 28
JOIN shop_nm s ON s.i = t.h1 % 17
ORDER BY t.n;

-- 5. Products and stock ------------------------------------------------------------------------

INSERT INTO itm
WITH h AS (SELECT n, (n - 1) % 10 AS c, (n - 1) / 10 AS m,
    (b * 16807 + a) % 2147483647 AS h1, (b * 48271 + a) % 2147483647 AS h2,
    (b * 39373 + a) % 2147483647 AS h3, (b * 742938285 + a) % 2147483647 AS h4,
    (b * 950706376 + a) % 2147483647 AS h5
  FROM (SELECT n - 2000 AS n, a, b FROM rnd WHERE n BETWEEN 2001 AND 2220)),
p AS (SELECT h.*, s.cd, s.noun, (s.p0 + h.h1 % s.p1) / 100 * 100 + 90 AS prc, s.w0 + h.h2 % s.w1 AS wg
  FROM h JOIN cat_src s ON s.i = h.c)
SELECT 5000 + p.n, m.w || ' ' || p.noun, p.cd,
  CASE WHEN p.h3 % 100 < 16 THEN 1 WHEN p.h3 % 100 < 28 THEN 2 ELSE 3 + p.h3 / 100 % 10 END,
  p.prc, p.prc * (44 + p.h4 % 24) / 100,
  CASE WHEN p.h5 % 100 < 6 THEN NULL ELSE p.wg END,
  p.h5 / 100 % 100 < 13
FROM p JOIN model_nm m ON m.i = p.m
ORDER BY p.n;

INSERT INTO inv
WITH h AS (SELECT w.whs_id, i.sku_id, i.disc_flg,
    (r.b * 16807 + r.a) % 2147483647 AS h1, (r.b * 48271 + r.a) % 2147483647 AS h2, (r.b * 39373 + r.a) % 2147483647 AS h3
  FROM whs w CROSS JOIN itm i JOIN rnd r ON r.n = 3000 + (i.sku_id - 5000) * 6 + w.whs_id)
SELECT whs_id, sku_id,
  CASE WHEN h1 % 100 < CASE disc_flg WHEN 1 THEN 40 ELSE 7 END THEN 0 ELSE 1 + h2 % (40 + 14 * (whs_id * 5 % 7)) END,
  CASE disc_flg WHEN 1 THEN 0 ELSE 4 + h3 % 16 END
FROM h ORDER BY whs_id, sku_id;

-- 6. Orders ------------------------------------------------------------------------------------

INSERT INTO ord_hdr
WITH live AS (SELECT cust_id, cust_typ_cd, stat_cd, bill_rgn_cd, acct_rep_id, row_number() OVER (ORDER BY cust_id) - 1 AS k
    FROM cust WHERE stat_cd <> 'X'),
  cnt AS (SELECT count(*) AS c FROM live),
  h AS (SELECT n - 5000 AS n,
    (b * 16807 + a) % 2147483647 AS h1, (b * 48271 + a) % 2147483647 AS h2, (b * 39373 + a) % 2147483647 AS h3,
    (b * 742938285 + a) % 2147483647 AS h4, (b * 950706376 + a) % 2147483647 AS h5,
    (b * 1226874159 + a) % 2147483647 AS h6, (b * 62089911 + a) % 2147483647 AS h7,
    (b * 1343714438 + a) % 2147483647 AS h8, (b * 2049513912 + a) % 2147483647 AS h9
  FROM rnd WHERE n BETWEEN 5001 AND 12200),
  -- a tenth of the customers never order; some order far more often than others
  o AS (SELECT h.*, l.* FROM h CROSS JOIN cnt JOIN live l
    ON l.k = CASE WHEN h.h1 % 3 = 0 THEN min(h.h2 % cnt.c, h.h3 % cnt.c) ELSE h.h2 % cnt.c END
    WHERE l.cust_id % 11 <> 4 OR h.h1 % 50 = 0),
  -- days 0..1047 from 2022-02-01; growth, and a summer peak
  d AS (SELECT *, CASE WHEN h4 % 10 < 4 THEN max(h5 % 1048, h6 % 1048)
      WHEN h4 % 10 < 6 THEN (h5 % 3) * 365 + 60 + h6 % 130 ELSE h5 % 1048 END AS dy FROM o),
  c AS (SELECT *, CASE cust_typ_cd
      WHEN 'R' THEN CASE WHEN h7 % 100 < 58 THEN 'W' WHEN h7 % 100 < 92 THEN 'S' ELSE 'P' END
      WHEN 'W' THEN CASE WHEN h7 % 100 < 36 THEN 'W' WHEN h7 % 100 < 42 THEN 'S' ELSE 'P' END
      ELSE CASE WHEN h7 % 100 < 40 THEN 'W' WHEN h7 % 100 < 65 THEN 'S' ELSE 'P' END END AS ch,
    CASE WHEN h8 % 1000 < 25 THEN 1 ELSE 0 END AS tst,
    CASE WHEN h9 % 100 < 76 THEN CAST(substr(bill_rgn_cd, 3) AS INTEGER) ELSE 1 + h9 / 100 % 8 END AS sr,
    h3 / 11 % 100 < 17 AS ex FROM d),
  s AS (SELECT *, CASE WHEN h8 / 1000 % 100 < 7 THEN 'C'
      WHEN dy > 1034 AND h8 / 1000 % 100 < 70 THEN 'O'
      WHEN h8 / 1000 % 100 < 11 AND tst = 0 AND dy < 1020 THEN 'R'
      WHEN h8 / 1000 % 100 < 14 THEN 'H' ELSE 'S' END AS st,
    CASE WHEN h6 / 7 % 100 < 72 THEN CASE sr WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 3 THEN 3 WHEN 4 THEN 4 WHEN 5 THEN 1 WHEN 6 THEN 5 WHEN 7 THEN 6 ELSE 2 END
      ELSE 1 + h6 / 700 % 6 END AS wh FROM c)
SELECT 700000 + row_number() OVER (ORDER BY dy, n), cust_id,
  CAST(strftime('%Y%m%d', date('2022-02-01', '+' || dy || ' days')) AS INTEGER),
  ch, st, CASE WHEN ex THEN 'E' ELSE 'N' END, tst,
  CASE WHEN acct_rep_id IS NOT NULL AND h1 / 3 % 100 < 58 THEN acct_rep_id
    WHEN ch = 'W' THEN NULL WHEN h1 / 300 % 100 < 8 THEN NULL
    ELSE 1 + min(h2 / 13 % 15, h5 / 17 % 15) END,
  'R0' || sr, wh,
  CASE WHEN st IN ('S', 'R') THEN CASE WHEN ex THEN 1 + h7 / 100 % 2 ELSE 2 + (wh * 3 % 5) / 2 + h7 / 100 % 6 END END,
  CASE WHEN ch = 'S' THEN 0 ELSE 490 + (h4 / 10 % 12) * 50 + CASE WHEN ex THEN 900 ELSE 0 END + CASE WHEN cust_typ_cd = 'W' THEN 2500 ELSE 0 END END
FROM s;

INSERT INTO ord_ln
WITH k(ln) AS (VALUES (1), (2), (3), (4)),
  h AS (SELECT o.ord_id, k.ln, o.ord_stat, o.tst_flg, c.cust_typ_cd, o.ord_dt, o.chan_cd, o.prio_cd,
    (r.b * 16807 + r.a) % 2147483647 AS h1, (r.b * 48271 + r.a) % 2147483647 AS h2,
    (r.b * 39373 + r.a) % 2147483647 AS h3, (r.b * 742938285 + r.a) % 2147483647 AS h4,
    (r.b * 950706376 + r.a) % 2147483647 AS h5, (r.b * 1226874159 + r.a) % 2147483647 AS h6
  FROM ord_hdr o JOIN cust c ON c.cust_id = o.cust_id
  JOIN rnd z ON z.n = 31999 - (o.ord_id - 700000)
  CROSS JOIN k JOIN rnd r ON r.n = (o.ord_id - 700000) * 4 + k.ln
  WHERE k.ln <= CASE WHEN (z.b * 16807 + z.a) % 2147483647 % 100 < 31 THEN 1 WHEN (z.b * 16807 + z.a) % 2147483647 % 100 < 63 THEN 2
    WHEN (z.b * 16807 + z.a) % 2147483647 % 100 < 86 THEN 3 ELSE 4 END),
  -- popular products first; a few are never ordered
  p AS (SELECT h.*, i.*, CASE WHEN h.tst_flg = 1 THEN 10 + h.h3 % 15 WHEN h.cust_typ_cd = 'W' THEN 3 + h.h3 % 10
      WHEN h.cust_typ_cd = 'G' THEN 1 + h.h3 % 5 ELSE 1 + (h.h3 % 10 > 6) + (h.h3 % 40 = 0) END AS q
  FROM h JOIN itm i ON i.sku_id = 5001 + CASE WHEN h.h1 % 10 < 4 THEN min(h.h2 % 214, h.h4 % 214) WHEN h.h1 % 10 < 8 THEN min(h.h2 % 214, h.h4 % 214, h.h5 / 40 % 214) ELSE h.h2 % 214 END),
  u AS (SELECT *, CASE WHEN cust_typ_cd = 'W' THEN lst_prc_cts * 72 / 100 WHEN cust_typ_cd = 'G' THEN lst_prc_cts * 88 / 100 ELSE lst_prc_cts END
      * (94 + (ord_dt / 10000 - 2022) * 3) / 100 AS up FROM p),
  x AS (SELECT *, CASE WHEN h5 % 100 < CASE chan_cd WHEN 'W' THEN 38 WHEN 'S' THEN 22 ELSE 30 END THEN q * up * (5 + h5 / 100 % 4 * 5) / 100 ELSE 0 END AS ds FROM u)
SELECT ord_id, ln, sku_id, q, up, ds, q * up - ds, std_cst_cts * (96 + h6 % 9) / 100,
  CASE WHEN tst_flg = 1 OR ord_stat <> 'S' AND ord_stat <> 'R' THEN 0
    WHEN ord_stat = 'R' THEN q
    WHEN h6 / 10 % 1000 < 18 + (sku_id % 10) * 5 + (brd_id * 7 % 12) * 3 + CASE chan_cd WHEN 'W' THEN 22 ELSE 0 END AND ord_dt < 20241120 THEN 1 + h6 / 10000 % q ELSE 0 END
FROM x ORDER BY ord_id, ln;

INSERT INTO rtn
WITH x AS (SELECT l.*, o.ord_dt, i.cat_cd, (r.b * 62089911 + r.a) % 2147483647 AS h1, (r.b * 1343714438 + r.a) % 2147483647 AS h2
  FROM ord_ln l JOIN ord_hdr o ON o.ord_id = l.ord_id JOIN itm i ON i.sku_id = l.sku_id
  JOIN rnd r ON r.n = (l.ord_id - 700000) * 4 + l.ln_no
  WHERE l.rtn_qty > 0)
SELECT 900000 + row_number() OVER (ORDER BY ord_id, ln_no), ord_id, sku_id,
  CAST(strftime('%Y%m%d', date(substr(ord_dt, 1, 4) || '-' || substr(ord_dt, 5, 2) || '-' || substr(ord_dt, 7, 2), '+' || (5 + h1 % 20) || ' days')) AS INTEGER),
  rtn_qty, net_cts * rtn_qty / qty - CASE WHEN h1 / 100 % 10 = 0 THEN 500 * (net_cts * rtn_qty / qty > 2000) ELSE 0 END,
  CASE WHEN cat_cd IN ('BTS', 'RNW', 'BSL') AND h2 % 100 < 45 THEN 'SZ'
    WHEN h2 / 100 % 100 < 24 THEN 'DM' WHEN h2 / 100 % 100 < 44 THEN 'DF' WHEN h2 / 100 % 100 < 60 THEN 'WI'
    WHEN h2 / 100 % 100 < 70 THEN 'SZ' ELSE 'CM' END
FROM x;

-- 7. Reviews: by people who bought the product; about one in nine was not published ------------

INSERT INTO rvw
WITH x AS (SELECT l.ord_id, l.ln_no, l.sku_id, o.cust_id, o.ord_dt, i.brd_id, l.rtn_qty,
    (r.b * 2049513912 + r.a) % 2147483647 AS h1, (r.b * 16807 + r.a * 3) % 2147483647 AS h2
  FROM ord_ln l JOIN ord_hdr o ON o.ord_id = l.ord_id JOIN itm i ON i.sku_id = l.sku_id
  JOIN rnd r ON r.n = (l.ord_id - 700000) * 4 + l.ln_no
  WHERE o.tst_flg = 0 AND o.ord_stat IN ('S', 'R') AND o.ord_dt < 20241115)
SELECT 400000 + row_number() OVER (ORDER BY ord_id, ln_no), sku_id, cust_id,
  CAST(strftime('%Y%m%d', date(substr(ord_dt, 1, 4) || '-' || substr(ord_dt, 5, 2) || '-' || substr(ord_dt, 7, 2), '+' || (9 + h1 % 17) || ' days')) AS INTEGER),
  CASE WHEN rtn_qty > 0 THEN 1 + h2 % 3
    WHEN h2 % 100 < 40 + sku_id * 7 % 23 - brd_id % 5 * 3 THEN 5 WHEN h2 % 100 < 76 THEN 4 WHEN h2 % 100 < 90 THEN 3 ELSE 1 + h2 % 2 END,
  CASE WHEN h1 / 100 % 9 = 0 THEN 0 ELSE 1 END
FROM x WHERE h1 / 1000 % 100 < 17;

DROP TABLE rnd;
DROP TABLE first_nm;
DROP TABLE last_nm;
DROP TABLE shop_nm;
DROP TABLE model_nm;
DROP TABLE cat_src;

COMMIT;
