{# The constants of the statistical edits, in one place; docs/rules.md prints them with their sources. As text, which SQL takes.

   hb_*            Hidiroglou and Berthelot, Survey Methodology 12 (1986) 73-83: U between 0 and 1, A = 0.05, C chosen by
                   practice; U = 0.5 and C = 4 are the defaults of Statistics Canada's and Istat's implementations.
   hb_tail_outer   Where ratios are equal, percentiles 10 and 90 (Hidiroglou and Emond 2018), then the mean deviation as for z.
   z_*             Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): 0.6745 = the third quartile of the normal
                   distribution, limit 3.5; 1.253314 = sqrt(pi / 2), the normal's ratio of standard to mean absolute deviation.
   fence_factor    Tukey, Exploratory Data Analysis (1977).
   adjusted_*      Hubert and Vandervieren, CSDA 52 (2008) 5186-5201: exponents -4 and 3.
   n_*             Least samples: quartiles of fewer than 20 hang on single figures; of a median and its deviation 6 (half of
                   them may be wrong and two remain); below 30 Iglewicz and Hoaglin's is the method tested for small samples.
   skewness_high   Quartile skewness (Bowley) from which fences are adjusted; noise about 0.16 for 124 symmetric figures.
   medcouple_high  Hubert and Vandervieren fitted the exponents up to 0.6; beyond it nothing is judged.
   size_low        A pair of counts below it changes by a fifth with a single unit and stands apart.
   asked_low       A sender is asked about figures that are usually this large or larger. #}
{% macro outlier_constant(name) -%}
    {%- set constants = {
        'hb_exponent': '0.5e0', 'hb_median_share': '0.05e0', 'hb_width': '4e0', 'hb_tail': '0.25', 'hb_tail_outer': '0.10',
        'z_factor': '0.6745e0', 'z_limit': '3.5e0', 'z_mean_factor': '1.253314e0',
        'fence_factor': '1.5e0', 'adjusted_near': '-4e0', 'adjusted_far': '3e0',
        'n_hb': '20', 'n_z': '6', 'n_fence': '30', 'skewness_high': '0.2e0', 'medcouple_high': '0.6e0', 'size_low': '5e0', 'asked_low': '10e0'
    } -%}
    {{ constants[name] }}
{%- endmacro %}
