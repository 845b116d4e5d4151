-- The eight tables of TPC-H at a tenth of its scale, after the value rules of chapter 4 of its specification
-- (https://www.tpc.org/tpch/). Every value follows from a key and a salt by DuckDB's hash: with one version of it,
-- each run makes the same rows.

CREATE TEMP MACRO pick(salt, key, n) AS (hash(salt, key) % n)::BIGINT;
CREATE TEMP MACRO between_(salt, key, low, high) AS low + pick(salt, key, high - low + 1);
CREATE TEMP MACRO one_of(salt, key, words) AS words[1 + pick(salt, key, len(words))];
CREATE TEMP MACRO cents(salt, key, low, high) AS (between_(salt, key, low, high) / 100)::DECIMAL(15, 2);
CREATE TEMP MACRO phone(salt, key, nation) AS concat(
    nation + 10, '-', between_(salt || 'a', key, 100, 999), '-', between_(salt || 'b', key, 100, 999), '-',
    between_(salt || 'c', key, 1000, 9999));
CREATE TEMP MACRO colors() AS [
    'almond', 'antique', 'aquamarine', 'azure', 'beige', 'bisque', 'black', 'blanched', 'blue', 'blush', 'brown',
    'chartreuse', 'chocolate', 'coral', 'cornsilk', 'cream', 'cyan', 'dark', 'deep', 'dim', 'dodger', 'drab',
    'firebrick', 'forest', 'frosted', 'ghost', 'goldenrod', 'green', 'grey', 'honeydew', 'hot', 'indian', 'ivory',
    'khaki', 'lace', 'lavender', 'lemon', 'light', 'lime', 'linen', 'magenta', 'maroon', 'medium', 'metallic',
    'midnight', 'mint', 'misty', 'moccasin', 'navajo', 'navy', 'olive', 'orange', 'orchid', 'pale', 'papaya', 'peach'];
CREATE TEMP MACRO word(salt, key) AS one_of(salt, key, [
    'accounts', 'deposits', 'foxes', 'ideas', 'instructions', 'packages', 'pinto beans', 'platelets', 'requests',
    'theodolites', 'carefully', 'quickly', 'furiously', 'slyly', 'express', 'final', 'ironic', 'pending', 'regular',
    'special', 'unusual', 'silent']);
CREATE TEMP MACRO sentence(salt, key) AS
    concat_ws(' ', word(salt || '1', key), word(salt || '2', key), word(salt || '3', key), word(salt || '4', key));
CREATE TEMP MACRO supplier_of(part, turn) AS
    ((part + turn * (1000 / 4 + (part - 1) // 1000))::BIGINT % 1000 + 1)::BIGINT;
CREATE TEMP MACRO retail_price(part) AS
    ((90000 + (part // 10) % 20001 + 100 * (part % 1000)) / 100)::DECIMAL(15, 2);

CREATE TABLE region AS
SELECT (i - 1)::INTEGER AS r_regionkey, names[i] AS r_name, sentence('region', i) AS r_comment
FROM (SELECT ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'] AS names), range(1, 6) AS r(i);

CREATE TABLE nation AS
SELECT (i - 1)::INTEGER AS n_nationkey, names[i] AS n_name, regions[i]::INTEGER AS n_regionkey,
    sentence('nation', i) AS n_comment
FROM (
    SELECT
        ['ALGERIA', 'ARGENTINA', 'BRAZIL', 'CANADA', 'EGYPT', 'ETHIOPIA', 'FRANCE', 'GERMANY', 'INDIA', 'INDONESIA',
         'IRAN', 'IRAQ', 'JAPAN', 'JORDAN', 'KENYA', 'MOROCCO', 'MOZAMBIQUE', 'PERU', 'CHINA', 'ROMANIA',
         'SAUDI ARABIA', 'VIETNAM', 'RUSSIA', 'UNITED KINGDOM', 'UNITED STATES'] AS names,
        [0, 1, 1, 1, 4, 0, 3, 3, 2, 2, 4, 4, 2, 4, 0, 0, 0, 1, 2, 3, 4, 2, 3, 3, 1] AS regions
), range(1, 26) AS r(i);

CREATE TABLE supplier AS
SELECT i AS s_suppkey, printf('Supplier#%09d', i) AS s_name, sentence('s_address', i) AS s_address,
    n::INTEGER AS s_nationkey, phone('s_phone', i, n) AS s_phone, cents('s_acctbal', i, -99999, 999999) AS s_acctbal,
    CASE WHEN i % 200 = 7 THEN 'slyly Customer pending Complaints' ELSE sentence('s_comment', i) END AS s_comment
FROM (SELECT i, pick('s_nation', i, 25) AS n FROM range(1, 1001) AS r(i));

CREATE TABLE part AS
SELECT i AS p_partkey,
    concat_ws(' ', one_of('p_name1', i, colors()), one_of('p_name2', i, colors()), one_of('p_name3', i, colors()),
        one_of('p_name4', i, colors()), one_of('p_name5', i, colors())) AS p_name,
    concat('Manufacturer#', m) AS p_mfgr, concat('Brand#', m, between_('p_brand', i, 1, 5)) AS p_brand,
    concat_ws(' ',
        one_of('p_type1', i, ['STANDARD', 'SMALL', 'MEDIUM', 'LARGE', 'ECONOMY', 'PROMO']),
        one_of('p_type2', i, ['ANODIZED', 'BURNISHED', 'PLATED', 'POLISHED', 'BRUSHED']),
        one_of('p_type3', i, ['TIN', 'NICKEL', 'BRASS', 'STEEL', 'COPPER'])) AS p_type,
    between_('p_size', i, 1, 50)::INTEGER AS p_size,
    concat_ws(' ',
        one_of('p_container1', i, ['SM', 'LG', 'MED', 'JUMBO', 'WRAP']),
        one_of('p_container2', i, ['CASE', 'BOX', 'BAG', 'JAR', 'PKG', 'PACK', 'CAN', 'DRUM'])) AS p_container,
    retail_price(i) AS p_retailprice, sentence('p_comment', i) AS p_comment
FROM (SELECT i, between_('p_mfgr', i, 1, 5) AS m FROM range(1, 20001) AS r(i));

CREATE TABLE partsupp AS
SELECT i AS ps_partkey, supplier_of(i, t) AS ps_suppkey,
    between_('ps_availqty', i * 4 + t, 1, 9999)::INTEGER AS ps_availqty,
    cents('ps_supplycost', i * 4 + t, 100, 100000) AS ps_supplycost, sentence('ps_comment', i * 4 + t) AS ps_comment
FROM range(1, 20001) AS r(i), range(4) AS s(t);

CREATE TABLE customer AS
SELECT i AS c_custkey, printf('Customer#%09d', i) AS c_name, sentence('c_address', i) AS c_address,
    n::INTEGER AS c_nationkey, phone('c_phone', i, n) AS c_phone, cents('c_acctbal', i, -99999, 999999) AS c_acctbal,
    one_of('c_segment', i, ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'MACHINERY', 'HOUSEHOLD']) AS c_mktsegment,
    sentence('c_comment', i) AS c_comment
FROM (SELECT i, pick('c_nation', i, 25) AS n FROM range(1, 15001) AS r(i));

-- Order keys are sparse, and a third of the customers never orders.
CREATE TEMP TABLE order_head AS
SELECT (i // 8) * 32 + i % 8 + 1 AS o_orderkey, c - c % 3 + 1 + pick('o_cust2', i, 2) AS o_custkey,
    DATE '1992-01-01' + pick('o_date', i, 2406)::INTEGER AS o_orderdate, between_('o_lines', i, 1, 7) AS lines, i
FROM (SELECT i, pick('o_cust', i, 14997) AS c FROM range(150000) AS r(i));

CREATE TABLE lineitem AS
SELECT o_orderkey AS l_orderkey, p AS l_partkey, supplier_of(p, pick('l_supp', k, 4)) AS l_suppkey,
    n::INTEGER AS l_linenumber, q::DECIMAL(15, 2) AS l_quantity,
    (q * retail_price(p))::DECIMAL(15, 2) AS l_extendedprice, cents('l_discount', k, 0, 10) AS l_discount,
    cents('l_tax', k, 0, 8) AS l_tax,
    CASE WHEN received > DATE '1995-06-17' THEN 'N' ELSE one_of('l_flag', k, ['R', 'A']) END AS l_returnflag,
    CASE WHEN shipped > DATE '1995-06-17' THEN 'O' ELSE 'F' END AS l_linestatus, shipped AS l_shipdate,
    o_orderdate + between_('l_commit', k, 30, 90)::INTEGER AS l_commitdate, received AS l_receiptdate,
    one_of('l_instruct', k, ['DELIVER IN PERSON', 'COLLECT COD', 'NONE', 'TAKE BACK RETURN']) AS l_shipinstruct,
    one_of('l_mode', k, ['REG AIR', 'AIR', 'RAIL', 'SHIP', 'TRUCK', 'MAIL', 'FOB']) AS l_shipmode,
    sentence('l_comment', k) AS l_comment
FROM (
    SELECT *, shipped + between_('l_receipt', k, 1, 30)::INTEGER AS received
    FROM (
        SELECT o_orderkey, o_orderdate, n, i * 8 + n AS k, between_('l_part', i * 8 + n, 1, 20000) AS p,
            between_('l_quantity', i * 8 + n, 1, 50) AS q,
            o_orderdate + between_('l_ship', i * 8 + n, 1, 121)::INTEGER AS shipped
        FROM (SELECT *, unnest(range(1, lines + 1)) AS n FROM order_head)
    )
);

CREATE TABLE orders AS
SELECT o_orderkey, o_custkey,
    CASE WHEN finished = lines THEN 'F' WHEN finished = 0 THEN 'O' ELSE 'P' END AS o_orderstatus,
    total::DECIMAL(15, 2) AS o_totalprice, o_orderdate,
    one_of('o_priority', i, ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW']) AS o_orderpriority,
    printf('Clerk#%09d', between_('o_clerk', i, 1, 100)) AS o_clerk, 0::INTEGER AS o_shippriority,
    sentence('o_comment', i) AS o_comment
FROM order_head
JOIN (
    SELECT l_orderkey, count(*) FILTER (l_linestatus = 'F') AS finished,
        sum(round(l_extendedprice * (1 + l_tax) * (1 - l_discount), 2)) AS total
    FROM lineitem
    GROUP BY l_orderkey
) ON l_orderkey = o_orderkey;
